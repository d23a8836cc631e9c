import type { Clock } from '../../../foundation/clock.ts';
import { describeError } from '../../../foundation/describe-error.ts';
import type { Logger } from '../../../foundation/logger.ts';
import type { ReplicaState } from './replica-lag.ts';

/** What was read, and how the replica stood; `null` where there is none. */
export interface ReplicaRead<Result> {
  result: Result;
  replica: ReplicaState | null;
}

/** Reads from the replica where there is one that follows closely, else from the primary. */
export type ReadFromReplica<Source> = <Result>(
  work: (source: Source) => Promise<Result>,
) => Promise<ReplicaRead<Result>>;

export interface ReplicaReaderOptions<Source> {
  primary: Source;
  replica: Source;
  readState: () => Promise<ReplicaState>;
  clock: Clock;
  logger: Logger;
}

/** For this long a replica that was not fit to be read is not asked again: looking may cost a second. */
const LEFT_ALONE_MS = 5_000;

/** Sends reads to the replica, and to the primary whenever that is better; says in the log when it changes. */
export function createReplicaReader<Source>(options: ReplicaReaderOptions<Source>): ReadFromReplica<Source> {
  const { primary, replica, clock, logger } = options;
  let state: ReplicaState = 'used';
  let lookedAt = -Infinity;

  const note = (now: ReplicaState, error?: unknown): ReplicaState => {
    lookedAt = clock.now().getTime();
    if (now === state) return now;
    state = now;
    if (now === 'used') logger.info('reports read the replica again');
    else logger.warn({ replica: now, error: error && describeError(error) }, 'reports read the primary');
    return now;
  };
  const look = async (): Promise<ReplicaState> => {
    const isLeftAlone = Math.abs(clock.now().getTime() - lookedAt) < LEFT_ALONE_MS;
    return state !== 'used' && isLeftAlone ? state : note(await options.readState());
  };

  return async (work) => {
    let found = await look();
    if (found === 'used') {
      try {
        return { result: await work(replica), replica: found };
      } catch (error) {
        // Also a read that the replica broke off, because what it replays would not wait: the primary has it all.
        found = note('unreachable', error);
      }
    }
    return { result: await work(primary), replica: found };
  };
}

/** The same where there is no replica. */
export function readPrimary<Source>(primary: Source): ReadFromReplica<Source> {
  return async (work) => ({ result: await work(primary), replica: null });
}
