import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { Database } from '../engine/database.ts';

/** What the ledger tells an admin who decides about somebody. */
export interface AccessFactsStore {
  /** Groups in which the person asked something, of the requests that are still kept. */
  groupsOf(userId: bigint): Promise<bigint[]>;
  /** What all persons cost together since that day, and how many they are. */
  costOfPersons(since: Day): Promise<{ cost: PicoUsd; people: number }>;
}

const MOST_GROUPS = 20;

export function createAccessFactsStore({ client, dialect }: Database): AccessFactsStore {
  return {
    groupsOf: async (userId) => {
      const rows = await client.$queryRawUnsafe<{ chat_id: number | bigint }[]>(
        `SELECT DISTINCT chat_id FROM ai_usage_tracking ` +
          `WHERE user_id = ${dialect.parameter(1)} AND chat_id < 0 LIMIT ${MOST_GROUPS}`,
        userId,
      );
      return rows.map((row) => BigInt(row.chat_id));
    },
    costOfPersons: async (since) => {
      const [row] = await client.$queryRawUnsafe<{ cost: string | null; people: number | bigint }[]>(
        `SELECT ${dialect.exactSum('cost_pico_usd')} AS cost, COUNT(DISTINCT user_id) AS people ` +
          `FROM ai_usage_user_provider WHERE date >= ${dialect.day(1)}`,
        since,
      );
      return { cost: BigInt(row?.cost ?? 0), people: Number(row?.people ?? 0) };
    },
  };
}
