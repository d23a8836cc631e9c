import { addDays, type Day } from '../../foundation/day.ts';
import type { PseudonymOf } from '../../foundation/pseudonym.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows } from '../engine/sql-dialect.ts';
import { heardSeconds, TOKENS_PER_SECOND } from '../totals/heard-seconds.ts';

/** What persons used of a running day's budget before they were forgotten. */
export interface ForgottenUseStore {
  /** Tokens of a person's `day` from before they were forgotten, 0 where they were not. */
  tokens(userId: bigint, day: Day): Promise<number>;
}

/** Persons are found by their pseudonyms, so `pseudonymOf` must be the one that bookings use. */
export function createForgottenUseStore(
  { client, dialect }: Database,
  pseudonymOf: PseudonymOf,
): ForgottenUseStore {
  return {
    tokens: async (userId, day) => {
      const [row] = await client.$queryRawUnsafe<{ tokens: string }[]>(
        `SELECT CAST(total_tokens AS text) AS tokens FROM forgotten_use ` +
          `WHERE date = ${dialect.day(1)} AND pseudonym = ${dialect.parameter(2)}`,
        day,
        pseudonymOf(userId, day),
      );
      return Number(row?.tokens ?? 0);
    },
  };
}

/**
 * Adds what a person used today to what is kept under their pseudonym. Tokens and money that running requests hold count
 * as used: those requests are settled as nobody's. The day after `today` is there for replicas whose clocks are ahead.
 */
export async function keepForgottenUse(
  connection: Connection,
  { dialect }: Database,
  pseudonymOf: PseudonymOf,
  person: { userId: bigint; today: Day; now: Date },
): Promise<void> {
  const { userId, today, now } = person;
  const days = [today, addDays(today, 1)];
  const rows = days.map((date) => ({ date, user_id: userId, pseudonym: pseudonymOf(userId, date) }));
  const columns = { date: 'date', user_id: 'bigint', pseudonym: 'text' } as const;
  const heard = heardSeconds(dialect, { user: 'r.user_id', date: 'r.date' }, now, 2);
  const tokens =
    `${ofDay('ai_usage_user_summary', 'total_tokens')} + ${ofDay('user_reservation', 'reserved_tokens')} + ` +
    `CAST((${heard.sql}) * ${TOKENS_PER_SECOND} AS bigint)`;
  const cost = `${ofDay('ai_usage_user_summary', 'cost_pico_usd')} + ${HELD_MONEY}`;
  await connection.$executeRawUnsafe(
    `INSERT INTO forgotten_use (date, pseudonym, total_tokens, cost_pico_usd) ` +
      `SELECT date, pseudonym, tokens, cost FROM (SELECT r.date AS date, r.pseudonym AS pseudonym, ` +
      `${tokens} AS tokens, ${cost} AS cost ` +
      `FROM ${dialect.rowsFromJson(columns, 1)}) AS used WHERE tokens > 0 OR cost > 0 ` +
      `ON CONFLICT (date, pseudonym) DO UPDATE SET total_tokens = forgotten_use.total_tokens + excluded.total_tokens, ` +
      `cost_pico_usd = forgotten_use.cost_pico_usd + excluded.cost_pico_usd`,
    toJsonRows(rows),
    ...heard.parameters,
  );
}

/** What the person's running requests hold of the money of the day `r`. */
const HELD_MONEY =
  `COALESCE((SELECT CAST(SUM(h.held_pico_usd) AS bigint) FROM budget_hold h ` +
  `WHERE h.scope = 'user/' || r.user_id AND h.date = r.date), 0)`;

/** A column of the person's row of the day `r`; 0 without one. */
function ofDay(table: string, column: string): string {
  return `COALESCE((SELECT t.${column} FROM ${table} t WHERE t.user_id = r.user_id AND t.date = r.date), 0)`;
}
