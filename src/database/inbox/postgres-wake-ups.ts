import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Database } from '../engine/database.ts';
import type { Listening } from '../engine/postgres/postgres-listening.ts';
import type { WakeUps } from './wake-ups.ts';

export interface PostgresWakeUpsOptions {
  database: Pick<Database, 'client' | 'listen'>;
  /** Names the bot whose inbox it is; the database notifies all that use it. */
  scope: string;
  clock: Clock;
  logger: Logger;
}

const CHANNEL = 'inbox';
const RETRY_MS = 1_000;
/** How long the proof that notifications arrive may take. */
const PROOF_MS = 5_000;
/** How long a way without notifications is left alone: only an operator changes it. */
const WITHOUT_MS = 10 * 60_000;

/** Wake-ups by `LISTEN` and `NOTIFY`, on a connection that is opened again whenever it is lost. */
export function openPostgresWakeUps(options: PostgresWakeUpsOptions): WakeUps {
  const { database, scope } = options;
  // A token is in it.
  const place = createHash('sha256').update(scope).digest('hex').slice(0, 16);
  const own = randomBytes(8).toString('hex');
  const listeners: (() => void)[] = [];
  let arrive = false;
  const tellListeners = () => {
    for (const listener of listeners) listener();
  };
  const change = (arriveNow: boolean) => {
    arrive = arriveNow;
    // What was called meanwhile did not arrive.
    tellListeners();
  };
  const notify = () =>
    database.client.$executeRawUnsafe('SELECT pg_notify($1, $2)', CHANNEL, `${place} ${own}`);
  const connection = keepListening({
    ...options,
    prove: notify,
    onNotice: (payload) => {
      const [at, from] = payload.split(' ');
      if (from === own) {
        connection.proven();
        if (!arrive) change(true);
      } else if (at === place) tellListeners();
    },
    onLost: () => {
      if (arrive) change(false);
    },
  });
  return {
    get arrive() {
      return arrive;
    },
    call: () => void notify().catch(() => undefined),
    onCall: (listener) => void listeners.push(listener),
    close: () => connection.close(),
  };
}

interface KeepListeningOptions extends PostgresWakeUpsOptions {
  /** Sends a notification that shows whether they arrive. */
  prove: () => Promise<unknown>;
  onNotice: (payload: string) => void;
  onLost: () => void;
}

/** A connection that listens; whoever uses it says when a notification was `proven` to arrive. */
function keepListening(options: KeepListeningOptions): { proven(): void; close(): Promise<void> } {
  const { database, prove, onNotice, onLost, clock, logger } = options;
  let isClosed = false;
  let isKnown = false;
  let timer: Timer | null = null;
  let listening: Listening | null = null;
  const later = (afterMs: number, action: () => void) => {
    timer?.cancel();
    if (!isClosed) timer = clock.after(afterMs, action);
  };
  const hangUp = () => {
    const closing = listening;
    listening = null;
    return closing?.close().catch(() => undefined);
  };
  const tryAgain = (afterMs: number) => {
    void hangUp();
    onLost();
    later(afterMs, () => void (opening = open()));
  };
  const giveUp = () => {
    if (!isKnown)
      logger.info('no notifications come from the database, as through a pooler; looking instead');
    isKnown = true;
    tryAgain(WITHOUT_MS);
  };
  const open = async (): Promise<void> => {
    try {
      let isLost = false;
      const onEnd = () => {
        isLost = true;
        tryAgain(RETRY_MS);
      };
      listening = await database.listen({ channel: CHANNEL, onNotice, onEnd });
      if (isClosed || isLost) throw new Error('it ended meanwhile');
      // A pooler in transaction mode accepts LISTEN, and leads what is notified to nobody, or to another session. The
      // proof goes another way than it comes.
      later(PROOF_MS, giveUp);
      await prove();
    } catch (error) {
      logger.debug({ error: describeError(error) }, 'could not listen to the database');
      tryAgain(RETRY_MS);
    }
  };
  let opening = open();
  return {
    proven: () => timer?.cancel(),
    close: async () => {
      isClosed = true;
      timer?.cancel();
      await opening;
      timer?.cancel();
      await hangUp();
    },
  };
}
