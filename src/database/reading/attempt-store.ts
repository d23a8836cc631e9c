import type { Database } from '../engine/database.ts';

/** How one request to a provider ended. */
export interface Attempt {
  /** `ok` or a failure's class. */
  status: string;
  reason: string | null;
  /** The configured name of the model that was asked. */
  model?: string;
  /** What the provider said, without keys and people's words. */
  message?: string | null;
  /** When it began. */
  at: Date;
}

export interface ProviderAttempts {
  /** The last few, newest first. */
  recent: Attempt[];
  lastAnswerAt: Date | null;
}

export interface AttemptStore {
  /** The last requests to a provider, with this key, that ended, of those that began between the two. */
  attempts(provider: { id: string; keyHash: string }, since: Date, until: Date): Promise<ProviderAttempts>;
}

/** Enough to see a row of failures among requests that say nothing about their provider. */
const RECENT = 20;

export function createAttemptStore({ client }: Database): AttemptStore {
  return {
    attempts: async ({ id, keyHash }, since, until) => {
      // Those of earlier versions tell of no key: they count as this one's.
      const isOwn = { OR: [{ keyHash }, { keyHash: null }] };
      const where = { provider: id, createdAt: { gte: since, lte: until }, ...isOwn };
      const [recent, answer] = await Promise.all([
        client.aiUsage.findMany({
          where: { ...where, status: { notIn: ['pending', 'interrupted', 'blocked'] } },
          select: {
            status: true,
            errorReason: true,
            errorMessage: true,
            createdAt: true,
            model: true,
            askedModel: true,
          },
          orderBy: { createdAt: 'desc' },
          take: RECENT,
        }),
        client.aiUsage.findFirst({
          where: { ...where, status: 'ok' },
          select: { createdAt: true },
          orderBy: { createdAt: 'desc' },
        }),
      ]);
      return {
        recent: recent.map(({ status, errorReason, errorMessage, createdAt, model, askedModel }) => ({
          status,
          model: askedModel ?? model,
          reason: errorReason,
          message: errorMessage,
          at: createdAt,
        })),
        lastAnswerAt: answer?.createdAt ?? null,
      };
    },
  };
}
