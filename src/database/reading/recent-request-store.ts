import type { Database } from '../engine/database.ts';

/** A request as a list of the newest ones shows it. */
export interface RecentRequest {
  id: string;
  createdAt: Date;
  provider: string;
  model: string;
  actionType: string;
  status: string;
  userId: bigint | null;
  chatId: bigint | null;
  totalTokens: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costPicoUsd: bigint | null;
  costSource: string | null;
  latencyMs: number | null;
}

/** Which requests a list shows. */
export interface RequestQuery {
  take: number;
  /** Only those of this person, or in the group with this negative id. */
  accountId?: bigint | null;
  provider?: string | null;
  outcome?: RequestOutcome | null;
  /** Only those made from `since` until before `until`. */
  span?: { since: Date; until: Date } | null;
  /** Only those that come after this one in the list. */
  before?: RequestPlace | null;
}

export type RequestOutcome = 'answered' | 'failed' | 'running';

/** The place of a request in the order of the list. */
export interface RequestPlace {
  createdAt: Date;
  id: string;
}

export interface RecentRequestStore {
  /** The newest requests, newest first; those still running too. */
  newest(query: RequestQuery): Promise<RecentRequest[]>;
}

const COLUMNS = {
  id: true,
  createdAt: true,
  provider: true,
  model: true,
  actionType: true,
  status: true,
  userId: true,
  chatId: true,
  totalTokens: true,
  promptTokens: true,
  completionTokens: true,
  costPicoUsd: true,
  costSource: true,
  latencyMs: true,
} as const;

const STATUSES: Readonly<Record<RequestOutcome, { in?: string[]; notIn?: string[] }>> = {
  answered: { in: ['ok'] },
  failed: { notIn: ['ok', 'pending'] },
  running: { in: ['pending'] },
};

export function createRecentRequestStore({ client }: Database): RecentRequestStore {
  return {
    newest: (query) =>
      client.aiUsage.findMany({
        where: { AND: conditionsOf(query) },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: query.take,
        select: COLUMNS,
      }),
  };
}

function conditionsOf({
  accountId = null,
  provider = null,
  outcome = null,
  span = null,
  before,
}: RequestQuery) {
  return [
    ...(accountId === null ? [] : [accountId < 0n ? { chatId: accountId } : { userId: accountId }]),
    ...(provider === null ? [] : [{ provider }]),
    ...(outcome === null ? [] : [{ status: STATUSES[outcome] }]),
    ...(span === null ? [] : [{ createdAt: { gte: span.since, lt: span.until } }]),
    ...(before ? [{ OR: after(before) }] : []),
  ];
}

function after({ createdAt, id }: RequestPlace) {
  return [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }];
}
