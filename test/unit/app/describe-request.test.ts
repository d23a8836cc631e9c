import { describeRequest } from '../../../src/app/describe-request.ts';
import type { SettlementRow } from '../../../src/database/totals/ledger-rows.ts';

const ROW = {
  id: 'r1',
  provider: 'groq',
  model: 'openai/gpt-oss-120b',
  actionType: 'Chat',
  status: 'ok',
  errorReason: null,
  errorMessage: 'Groq: what is the capital of France?',
  totalTokens: 27,
  costPicoUsd: 12_300_000n,
  latencyMs: 812,
  userId: 9_007_199_254_740_993n,
} as unknown as SettlementRow;

describe('what the log says of a request', () => {
  it('is one line of what it was, how it ended and what it cost, without a word of it', () => {
    const described = describeRequest(ROW);
    expect(described).toEqual({
      provider: 'groq',
      model: 'openai/gpt-oss-120b',
      action: 'Chat',
      status: 'ok',
      reason: null,
      tokens: 27,
      costUsd: '0.000012300000',
      ms: 812,
      userId: '9007199254740993',
      id: 'r1',
    });
    // What JSON cannot hold would end the line.
    expect(() => JSON.stringify(described)).not.toThrow();
  });

  it('says nothing of what is not known', () => {
    const unknown = { ...ROW, costPicoUsd: null, totalTokens: null, userId: null, status: 'rate_limited' };
    expect(describeRequest({ ...unknown, errorReason: 'rate_limit' })).toMatchObject({
      status: 'rate_limited',
      reason: 'rate_limit',
      costUsd: null,
      tokens: null,
      userId: null,
    });
  });
});
