import { instantText, type SqlDialect } from '../engine/sql-dialect.ts';

/**
 * What a second of a recording takes from a budget in tokens. Whisper counts seconds alone, so its requests have no
 * tokens; nobody speaks more of them in a second, in any language.
 */
export const TOKENS_PER_SECOND = 8;

/** The tokens that so many seconds of recordings take from a budget. */
export function budgetTokens(seconds: number): number {
  return Math.ceil(seconds * TOKENS_PER_SECOND);
}

/** No request of a day was made longer before another of the same day. */
const LONGEST_DAY_MS = 26 * 3_600_000;

/** The earliest that a request of the same day can have been made as one at `instant`. */
function earliestOfDay(instant: Date): Date {
  return new Date(instant.getTime() - LONGEST_DAY_MS);
}

export interface HeardQuery {
  sql: string;
  parameters: string[];
}

/**
 * A query of the seconds that were written down for a person on a day, pending ones left out: the budget holds tokens
 * for those. `now` is a time of that day, which narrows it to the few requests that can be of it; the
 * query's own parameters begin at `position`.
 */
export function heardSeconds(
  dialect: SqlDialect,
  { user, date }: Record<'user' | 'date', string>,
  now: Date,
  position: number,
): HeardQuery {
  const since = earliestOfDay(now);
  const made = dialect.madeSince('heard.id', since, position + 1);
  const sql =
    `SELECT COALESCE(SUM(heard.audio_seconds), 0) FROM ai_usage_tracking heard WHERE heard.user_id = ${user} ` +
    `AND heard.created_at >= ${dialect.instant(position)}${made.condition} AND heard.date = ${date} ` +
    `AND heard.audio_seconds IS NOT NULL AND heard.status <> 'pending'`;
  return { sql, parameters: [instantText(since), ...made.parameters] };
}
