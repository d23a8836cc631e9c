import type { Database } from '../engine/database.ts';
import type { Engine } from '../engine/engine.ts';
import { createJointReader, type Lookup } from '../engine/read-together.ts';

/** A message that is to reach a provider. */
export interface RateAsk {
  accountId: bigint;
  /** Names the message: one that is handled once more, after a restart, counts once. */
  message: string;
  at: Date;
}

/** `told`: it is the first of too many; `refused`: it is a later one. */
export interface RateTaken {
  verdict: 'free' | 'told' | 'refused';
  /** When the next place is free, where none is. */
  freeAt: Date;
}

export interface RequestRateStore {
  /**
   * Takes one of the account's places of this minute, whichever process asks for one: read, and written, together with
   * whatever a question needs at the same moment.
   */
  take(ask: RateAsk): Promise<RateTaken>;
}

export const RATE_WINDOW_MS = 60_000;
/** Behind whatever is kept. */
const LAST = 1_000_000;

type RateLookup = Lookup<{ account_id: bigint; message: string; at: number }>;

/** Of each account, `most` messages a minute have a place. */
export function createRequestRateStore(
  database: Database,
  most: number,
  reader = createJointReader(database),
): RequestRateStore {
  const lookup = takePlace(database.engine, Math.trunc(most));
  return {
    take: async ({ accountId, message, at }) => {
      const known = { account_id: accountId, message, at: at.getTime() };
      return takenBy(message, most, (await reader.read(lookup, known)) ?? '[]', at);
    },
  };
}

/** Forgets who asked, when nothing was asked since. */
export async function forgetRates({ client }: Database, since: Date): Promise<void> {
  await client.requestRate.deleteMany({ where: { newestMs: { lt: BigInt(since.getTime()) } } });
}

function takenBy(message: string, most: number, recent: string, now: Date): RateTaken {
  const entries = JSON.parse(recent) as [at: number, message: string][];
  const place = entries.findIndex(([, name]) => name === message);
  const first = Math.min(...entries.slice(0, most).map(([at]) => at), now.getTime());
  const freeAt = new Date(first + RATE_WINDOW_MS);
  if (place >= 0 && place < most) return { verdict: 'free', freeAt };
  return { verdict: place === most ? 'told' : 'refused', freeAt };
}

/**
 * Keeps of each account the messages of the last minute that were let through, and behind them the first that was not.
 * Whoever writes the row next waits for it and sees it, so no two take the same place. The rows of several accounts are
 * written in one order, so that no two statements wait for each other.
 */
function takePlace(engine: Engine, most: number): RateLookup {
  const json = JSON_OF[engine];
  // A clock that was set back must not make whoever asked before wait for it.
  const isFresh = (entry: string) => `ABS(${json.time(entry)} - excluded.newest_ms) < ${RATE_WINDOW_MS}`;
  const kept = (row: string) => `${row}.place <= ${most} AND ${isFresh(`${row}.entry`)}`;
  const isFull = `(SELECT COUNT(*) FROM ${json.entries('k.recent', 'c')} WHERE ${kept('c')}) = ${most}`;
  const old = `SELECT o.entry, o.place FROM ${json.entries('k.recent', 'o')} WHERE (${kept('o')}) OR (o.place = ${most + 1} AND ${isFull})`;
  const isThere = `SELECT 1 FROM (${old}) AS t WHERE ${json.name('t.entry')} = ${json.name('e.entry')}`;
  const added = `SELECT e.entry, e.place + ${LAST} FROM ${json.entries('excluded.recent', 'e')} WHERE NOT EXISTS (${isThere})`;
  const merged = `SELECT u.entry, u.place FROM (${old} UNION ALL ${added}) AS u ORDER BY u.place LIMIT ${most + 1}`;
  return {
    columns: { account_id: 'bigint', message: 'text', at: 'bigint' },
    value: (_dialect, changed) => `SELECT k.recent FROM ${changed} k WHERE k.account_id = r.account_id`,
    change: {
      table: 'request_rate',
      sql: (known) =>
        `INSERT INTO request_rate AS k (account_id, recent, newest_ms) ` +
        `SELECT a.account_id, ${json.list('a.entry', 'a.n')}, MAX(a.at) FROM (` +
        `SELECT r.n, r.account_id, r.at, ${json.pair('r.at', 'r.message')} AS entry FROM ${known} ORDER BY r.n) AS a ` +
        `WHERE true GROUP BY a.account_id ORDER BY a.account_id ` +
        `ON CONFLICT (account_id) DO UPDATE SET newest_ms = excluded.newest_ms, ` +
        `recent = (SELECT ${json.list('m.entry', 'm.place')} FROM (${merged}) AS m) RETURNING account_id, recent`,
    },
  };
}

interface JsonWords {
  /** A table of the entries of a list, with their places from 1 on. */
  entries(list: string, name: string): string;
  time(entry: string): string;
  name(entry: string): string;
  pair(time: string, name: string): string;
  /** A list of all entries as a text. */
  list(entry: string, order: string): string;
}

const JSON_OF: Readonly<Record<Engine, JsonWords>> = {
  sqlite: {
    entries: (list, name) => `(SELECT value AS entry, key + 1 AS place FROM json_each(${list})) AS ${name}`,
    time: (entry) => `json_extract(${entry}, '$[0]')`,
    name: (entry) => `json_extract(${entry}, '$[1]')`,
    pair: (time, name) => `json_array(${time}, ${name})`,
    // Its rows come in the order of the query below it.
    list: (entry) => `json_group_array(json(${entry}))`,
  },
  postgresql: {
    entries: (list, name) => `jsonb_array_elements(${list}::jsonb) WITH ORDINALITY AS ${name}(entry, place)`,
    time: (entry) => `(${entry}->>0)::bigint`,
    name: (entry) => `${entry}->>1`,
    pair: (time, name) => `jsonb_build_array(${time}, ${name})`,
    list: (entry, order) => `CAST(jsonb_agg(${entry} ORDER BY ${order}) AS text)`,
  },
};
