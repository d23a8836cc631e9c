import type { TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import { describeError } from '../../foundation/describe-error.ts';
import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

/** Writes which updates are handled, and knows what could not be written. */
export interface InboxSettling {
  /**
   * Resolves with updates that waited for the end of this one. Never rejects: what cannot be written now is written
   * when it is asked for again.
   */
  settle: (updateId: number) => Promise<TakenUpdate[]>;
  readonly unsettled: ReadonlySet<number>;
}

export interface InboxSettlingOptions {
  /** Writes that all of them are handled, and takes what waited for that. */
  write: (updateIds: readonly number[]) => Promise<TakenUpdate[]>;
  /** Lets one statement of this process about its updates follow the other. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  watch: Pick<DatabaseWatch, 'isDown' | 'failed'>;
  logger: Logger;
}

export function createInboxSettling({ write, inTurn, watch, logger }: InboxSettlingOptions): InboxSettling {
  const unsettled = new Set<number>();
  // Not before: what is being written would be written once more, and what it takes come to whoever is late for it.
  const putOff = (group: readonly number[]) => group.forEach((id) => unsettled.add(id));
  const writeOrPutOff = async (group: readonly number[]): Promise<TakenUpdate[]> => {
    if (watch.isDown) {
      putOff(group);
      return [];
    }
    try {
      const next = await write(group);
      for (const id of group) unsettled.delete(id);
      return next;
    } catch (error) {
      putOff(group);
      throw error;
    }
  };
  const settling = createGroupCommit((group: readonly number[]) =>
    inTurn(async (): Promise<TakenUpdate[][]> => {
      const next = await writeOrPutOff(group);
      return group.map((_, index) => (index === 0 ? next : []));
    }),
  );
  return {
    unsettled,
    settle: async (updateId) => {
      try {
        return await settling.submit(updateId);
      } catch (error) {
        if (!watch.failed(error))
          logger.error({ updateId, error: describeError(error) }, 'an update was not settled');
        return [];
      }
    },
  };
}
