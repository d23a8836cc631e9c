import type { ModelCount } from '../../src/database/reading/count-store.ts';

/** Requests of a model to Gemini, all of them answered, with a key of an earlier version. */
export function count(model: string, requests: number, changes: Partial<ModelCount> = {}): ModelCount {
  return {
    provider: 'gemini',
    model,
    keyHash: '',
    requests,
    answered: requests,
    totalTokens: requests * 100,
    ...changes,
  };
}
