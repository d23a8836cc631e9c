import type { ProviderOutcome } from '../../../src/database/reading/usage-store.ts';
import { decideProviderState } from '../../../src/usage/alerts/provider-state.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const LATER = new Date('2026-11-21T13:00:00Z');
const WORKING = { down: null, retryAt: null };

function outcome(
  status: string,
  reason: string | null,
  changes: Partial<ProviderOutcome> = {},
): ProviderOutcome {
  return {
    provider: 'groq',
    keyHash: '',
    model: 'm',
    status,
    reason,
    retryAt: null,
    observedAt: NOW,
    ...changes,
  };
}

function age(ms: number): Date {
  return new Date(NOW.getTime() - ms);
}

describe('a provider', () => {
  it('works when nothing is known, and when check and last request went well', () => {
    expect(decideProviderState(null, null, NOW)).toEqual(WORKING);
    expect(decideProviderState({ ok: true }, outcome('ok', null), NOW)).toEqual(WORKING);
  });

  it('fails at once when its check does, whatever the last request said', () => {
    const health = { ok: false, status: 'unauthorized', reason: 'invalid_key', retryAt: LATER } as const;
    expect(decideProviderState(health, outcome('ok', null), NOW)).toEqual({
      down: 'unauthorized',
      retryAt: LATER,
    });
  });

  it('fails after a failed request though its check succeeds', () => {
    expect(decideProviderState({ ok: true }, outcome('timeout', 'timeout'), NOW).down).toBe('timeout');
  });

  it.each([
    ['unauthorized', 'invalid_key', 'unauthorized'],
    ['timeout', 'timeout', 'timeout'],
    ['error', 'bad_response', 'error'],
    ['error', 'empty_answer', null],
    ['rate_limited', 'rate_limit', 'rate_limited'],
    ['rate_limited', 'quota_exhausted', 'quota_exhausted'],
    ['rate_limited', 'payment_required', 'payment_required'],
    ['unavailable', 'network', 'network'],
    ['unavailable', 'proxy', 'proxy'],
    ['unavailable', 'server_error', 'server_error'],
    ['unavailable', 'truncated', 'server_error'],
    ['invalid_request', 'model_not_found', 'model_not_found'],
    ['invalid_request', 'too_large', null],
    ['blocked', 'refused', null],
    ['interrupted', 'aborted', null],
  ])('that ended a request with %s (%s) is down with %s', (status, reason, down) => {
    expect(decideProviderState(null, outcome(status, reason), NOW).down).toBe(down);
  });

  it.each([
    [299_999, 'server_error'],
    [300_000, null],
  ])('is blamed for a failure for five minutes: %d ms', (ms, down) => {
    const failure = outcome('unavailable', 'server_error', { observedAt: age(ms) });
    expect(decideProviderState(null, failure, NOW).down).toBe(down);
  });

  it.each([
    [1, { down: 'rate_limited' }],
    [0, WORKING],
    [-1, WORKING],
  ])('refuses until the time it named: %d ms before it', (ms, state) => {
    const retryAt = new Date(NOW.getTime() + ms);
    const refusal = outcome('rate_limited', 'rate_limit', { retryAt, observedAt: age(3_600_000) });
    expect(decideProviderState({ ok: true }, refusal, NOW)).toMatchObject(state);
  });

  it('is not down for a check that says nothing about it', () => {
    const health = { ok: false, status: 'interrupted', reason: 'aborted', retryAt: null } as const;
    expect(decideProviderState(health, null, NOW)).toEqual(WORKING);
  });
});
