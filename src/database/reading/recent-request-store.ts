import type { Database } from '../engine/open-database.ts';

/** A request as a list of the newest ones shows it. */
export interface RecentRequest {
  id: string;
  createdAt: Date;
  provider: string;
  model: string;
  actionType: string;
  status: string;
  userId: bigint | null;
  totalTokens: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costPicoUsd: bigint | null;
  costSource: string | null;
  latencyMs: number | null;
}

export interface RecentRequestStore {
  /** The newest requests, at most `take`, newest first; those still running too. */
  newest(take: number): Promise<RecentRequest[]>;
}

export function createRecentRequestStore({ client }: Database): RecentRequestStore {
  return {
    newest: (take) =>
      client.aiUsage.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take,
        select: {
          id: true,
          createdAt: true,
          provider: true,
          model: true,
          actionType: true,
          status: true,
          userId: true,
          totalTokens: true,
          promptTokens: true,
          completionTokens: true,
          costPicoUsd: true,
          costSource: true,
          latencyMs: true,
        },
      }),
  };
}
