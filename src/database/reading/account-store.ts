import type { Day } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
import { budgetTokens, heardSeconds } from '../totals/heard-seconds.ts';
import {
  daysSql,
  toDay,
  toTotal,
  totalsSql,
  type DayTotal,
  type RawDay,
  type RawTotal,
  type TotalRow,
} from './total-rows.ts';

/** What a group used. */
export interface ChatTotals {
  chatId: bigint;
  requests: number;
  totalTokens: number;
  costPicoUsd: bigint;
}

/** What one person used; or one group, whose id is negative. */
export interface AccountStore {
  /** The account's totals, failures as rows of their own; models and reasons are not kept for an account. */
  totalsOfUser(accountId: bigint, from: Day, to: Day): Promise<TotalRow[]>;
  /** The totals of what an account itself asked; of a group, what was asked in its name and not by its members. */
  totalsOfPayer(accountId: bigint, from: Day, to: Day): Promise<TotalRow[]>;
  daysOfUser(accountId: bigint, from: Day, to: Day): Promise<DayTotal[]>;
  /** The tokens that the recordings of one person took from their budget on the day of `now`. */
  heardTokensOfUser(userId: bigint, day: Day, now: Date): Promise<number>;
  /** The groups that used most tokens. */
  topChats(from: Day, to: Day, take: number): Promise<ChatTotals[]>;
}

type RawAccountTotal = RawTotal & { failed: number | bigint; flat_cost: string };

export function createAccountStore({ client, dialect }: Database): AccountStore {
  const between = `date >= ${dialect.day(1)} AND date <= ${dialect.day(2)}`;
  const of = ({ idColumn }: AccountTable) => `${between} AND ${idColumn} = ${dialect.parameter(3)}`;
  const totals = async (
    account: AccountTable,
    accountId: bigint,
    from: Day,
    to: Day,
  ): Promise<TotalRow[]> => {
    const rows = await client.$queryRawUnsafe<RawAccountTotal[]>(
      `SELECT provider, '' AS model, '' AS status, '' AS cost_source, false AS tokens_estimated, ` +
        `SUM(failed) AS failed, ${dialect.exactSum('flat_cost_pico_usd')} AS flat_cost, ${totalsSql(dialect)} ` +
        `FROM ${account.table} WHERE ${of(account)} GROUP BY provider`,
      from,
      to,
      accountId,
    );
    return rows.flatMap(splitTotal);
  };
  return {
    totalsOfUser: (accountId, from, to) => totals(tableOf(accountId), accountId, from, to),
    totalsOfPayer: (accountId, from, to) => totals(PAYERS, accountId, from, to),
    daysOfUser: async (accountId, from, to) => {
      const account = tableOf(accountId);
      const sql = daysSql(dialect, account.table, of(account));
      return (await client.$queryRawUnsafe<RawDay[]>(sql, from, to, accountId)).map(toDay);
    },
    heardTokensOfUser: async (userId, day, now) => {
      const query = heardSeconds(dialect, { user: dialect.parameter(1), date: dialect.day(2) }, now, 3);
      const rows = await client.$queryRawUnsafe<{ heard: number }[]>(
        `SELECT (${query.sql}) AS heard`,
        userId,
        day,
        ...query.parameters,
      );
      return budgetTokens(rows[0]?.heard ?? 0);
    },
    topChats: async (from, to, take) => {
      const rows = await client.$queryRawUnsafe<(RawDay & { chat_id: number | bigint })[]>(
        `SELECT chat_id, SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS total, ` +
          `${dialect.exactSum('cost_pico_usd')} AS cost FROM ai_usage_chat_summary WHERE ${between} ` +
          `GROUP BY chat_id ORDER BY SUM(total_tokens) DESC, chat_id LIMIT ${Math.trunc(take)}`,
        from,
        to,
      );
      return rows.map(({ chat_id: chatId, requests, total, cost }) => ({
        chatId: BigInt(chatId),
        requests: Number(requests),
        totalTokens: Number(total),
        costPicoUsd: BigInt(cost),
      }));
    },
  };
}

interface AccountTable {
  table: string;
  idColumn: string;
}

const PAYERS: AccountTable = { table: 'ai_usage_user_provider', idColumn: 'user_id' };

/** Whoever writes in the name of a group pays as that group, and is counted with all of it. */
export function tableOf(accountId: bigint): AccountTable {
  return accountId < 0n ? { table: 'ai_usage_chat_summary', idColumn: 'chat_id' } : PAYERS;
}

// An account's totals keep failures and flat-rate costs as numbers, not as rows; reports want them as rows.
function splitTotal(row: RawAccountTotal): TotalRow[] {
  const all = toTotal({ ...row, status: 'ok' });
  const failed = Number(row.failed);
  const flat = BigInt(row.flat_cost);
  const nothing = { requests: 0, promptTokens: 0, completionTokens: 0, totalTokens: 0, costPicoUsd: 0n };
  return [
    { ...all, requests: all.requests - failed, costPicoUsd: all.costPicoUsd - flat },
    { ...all, ...nothing, status: 'error', requests: failed },
    { ...all, ...nothing, costSource: 'flat', costPicoUsd: flat },
  ];
}
