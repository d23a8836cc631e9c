import { chooseCandidates, parseCandidate } from '../../../src/chat/choose-candidates.ts';
import {
  createCircuitBreaker,
  type Candidate,
  type CircuitBreaker,
} from '../../../src/chat/circuit-breaker.ts';
import type { FailureReason, FailureStatus } from '../../../src/providers/contract/ending.ts';
import { ProviderError } from '../../../src/providers/contract/provider-error.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const CONFIGURED = [
  { provider: 'groq', models: ['big', 'small'] },
  { provider: 'gemini', models: ['flash'] },
  { provider: 'cohere', models: ['command'] },
] as const;
const GROQ: Candidate = { provider: 'groq', model: 'big' };
const GEMINI: Candidate = { provider: 'gemini', model: 'flash' };

describe('whom to ask', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;

  beforeEach(() => {
    clock = new FakeClock('2026-11-21T12:00:00Z');
    breaker = createCircuitBreaker({ clock, exhaustedUntil: () => null });
  });

  const fail = (
    candidate: Candidate,
    status: FailureStatus,
    reason: FailureReason,
    retryAfterMs: number | null = null,
  ) =>
    breaker.failed(
      candidate,
      { userId: 1n, isPlain: true },
      new ProviderError('it failed', { status, reason, retryAfterMs }),
    );
  const order = (chosen: Candidate | null = null) =>
    chooseCandidates(CONFIGURED, chosen, breaker).candidates.map(
      ({ provider, model }) => `${provider}/${model}`,
    );
  const restAll = () => chooseCandidates(CONFIGURED, null, breaker);

  it('is each provider’s default in the operator’s order, then their other models', () => {
    expect(order()).toEqual(['groq/big', 'gemini/flash', 'cohere/command', 'groq/small']);
  });

  it('is first what the chat chose, and once', () => {
    expect(order({ provider: 'cohere', model: 'command' })).toEqual([
      'cohere/command',
      'groq/big',
      'gemini/flash',
      'groq/small',
    ]);
    expect(order({ provider: 'groq', model: 'small' })).toEqual([
      'groq/small',
      'groq/big',
      'gemini/flash',
      'cohere/command',
    ]);
  });

  it('is nobody when nobody is configured', () => {
    expect(chooseCandidates([], null, breaker)).toEqual({
      candidates: [],
      resting: [],
      retryAt: null,
      firstBack: null,
    });
  });

  it('is each model once, however often it is named', () => {
    const configured = [
      { provider: 'groq', models: ['big', 'small', 'big'] },
      { provider: 'gemini', models: [] },
    ] as const;
    const { candidates } = chooseCandidates(configured, { provider: 'groq', model: 'small' }, breaker);
    expect(candidates.map(({ model }) => model)).toEqual(['small', 'big']);
  });

  it('is last who broke for the first time, for half a minute', () => {
    fail(GROQ, 'unavailable', 'server_error');
    expect(order()).toEqual(['gemini/flash', 'cohere/command', 'groq/small', 'groq/big']);
    clock.skip(29_999);
    expect(order()[0]).toBe('gemini/flash');
    clock.skip(1);
    expect(order()[0]).toBe('groq/big');
  });

  // Asked last, a provider that hangs would keep everybody waiting where no other is well.
  it('is nobody while everybody is broken, and who is well first is when to come back', () => {
    const broken: Candidate[] = [
      GROQ,
      { provider: 'groq', model: 'small' },
      { provider: 'cohere', model: 'command' },
    ];
    for (const candidate of broken) fail(candidate, 'timeout', 'timeout');
    clock.skip(30_000);
    for (const candidate of broken) {
      breaker.startTrial(candidate);
      fail(candidate, 'timeout', 'timeout');
      clock.skip(1);
    }
    fail(GEMINI, 'rate_limited', 'rate_limit', 600_000);
    const retryAt = new Date('2026-11-21T12:01:30Z');
    expect(restAll()).toMatchObject({ candidates: [], retryAt, firstBack: GROQ });
    expect(restAll().resting.map(({ candidate, failure }) => [candidate.model, failure.reason])).toEqual([
      ['big', 'timeout'],
      ['small', 'timeout'],
      ['command', 'timeout'],
      ['flash', 'rate_limit'],
    ]);
  });

  it('is others for longer with each try more that fails, and one question at a time tries', () => {
    const unavailable = () => fail(GROQ, 'unavailable', 'server_error');
    unavailable();
    clock.skip(30_000);
    breaker.startTrial(GROQ);
    expect(order()).not.toContain('groq/big');
    unavailable();
    clock.skip(59_999);
    expect(order()).not.toContain('groq/big');
    clock.skip(1);
    expect(order()[0]).toBe('groq/big');
    for (let failure = 0; failure < 20; failure++) {
      breaker.startTrial(GROQ);
      unavailable();
      clock.skip(8 * 60_000);
    }
    expect(order()[0]).toBe('groq/big');
  });

  it('rests once for all questions that were under way when it broke', () => {
    for (let question = 0; question < 10; question++) fail(GROQ, 'timeout', 'timeout');
    clock.skip(30_000);
    expect(order()[0]).toBe('groq/big');
  });

  it('is tried by the next question when the one that tries takes long, or was not sent or is no proof', () => {
    fail(GROQ, 'timeout', 'timeout');
    clock.skip(30_000);
    breaker.startTrial(GROQ);
    expect(order()).not.toContain('groq/big');
    clock.skip(20_000);
    expect(order()[0]).toBe('groq/big');
    breaker.startTrial(GROQ);
    breaker.release(GROQ);
    expect(order()[0]).toBe('groq/big');
    breaker.startTrial(GROQ);
    fail(GROQ, 'interrupted', 'aborted');
    expect(order()[0]).toBe('groq/big');
  });

  it('is not whose quota is empty, until it is renewed', () => {
    let empty: Date | null = new Date('2026-11-21T12:10:00Z');
    breaker = createCircuitBreaker({
      clock,
      exhaustedUntil: ({ provider }) => (provider === 'groq' ? empty : null),
    });
    expect(order()).toEqual(['gemini/flash', 'cohere/command']);
    expect(restAll().retryAt).toEqual(empty);
    expect(restAll().resting[0]?.failure.reason).toBe('quota_exhausted');
    clock.skip(10 * 60_000);
    expect(order()[0]).toBe('groq/big');
    empty = null;
    expect(order()[0]).toBe('groq/big');
  });

  it('is not who said when to come back, until then', () => {
    fail(GROQ, 'rate_limited', 'rate_limit', 5_000);
    expect(order()).toEqual(['gemini/flash', 'cohere/command', 'groq/small']);
    clock.skip(4_999);
    expect(order()).not.toContain('groq/big');
    clock.skip(1);
    expect(order()[0]).toBe('groq/big');
  });

  it('says when the first of those that are left out may be asked', () => {
    fail(GROQ, 'rate_limited', 'rate_limit', 60_000);
    fail(GEMINI, 'rate_limited', 'quota_exhausted', 20_000);
    expect(chooseCandidates(CONFIGURED, null, breaker).retryAt).toEqual(new Date('2026-11-21T12:00:20Z'));
    clock.skip(20_000);
    expect(chooseCandidates(CONFIGURED, null, breaker).retryAt).toEqual(new Date('2026-11-21T12:01:00Z'));
  });

  it('takes no silence longer than 26 hours from a header', () => {
    fail(GROQ, 'rate_limited', 'rate_limit', 30 * 24 * 3_600_000);
    expect(breaker.refusedUntil(GROQ)).toEqual(new Date('2026-11-22T14:00:00Z'));
  });

  it('holds a rate limit against one model, not against its provider', () => {
    fail(GROQ, 'rate_limited', 'rate_limit', 60_000);
    expect(order({ provider: 'groq', model: 'small' })[0]).toBe('groq/small');
  });

  it('holds nothing against a provider that refused a prompt or was interrupted', () => {
    fail(GROQ, 'blocked', 'refused');
    fail(GROQ, 'interrupted', 'aborted');
    fail(GROQ, 'invalid_request', 'bad_request');
    expect(order()[0]).toBe('groq/big');
    fail(GROQ, 'invalid_request', 'model_not_found');
    expect(order()[0]).toBe('gemini/flash');
  });

  it('forgives with the first answer', () => {
    fail(GROQ, 'timeout', 'timeout');
    fail(GEMINI, 'rate_limited', 'rate_limit', 60_000);
    breaker.succeeded(GROQ);
    breaker.succeeded(GEMINI);
    expect(order()).toEqual(['groq/big', 'gemini/flash', 'cohere/command', 'groq/small']);
  });
});

describe('a chosen model', () => {
  it.each([
    ['groq/small', { provider: 'groq', model: 'small' }],
    ['groq/huge', null],
    ['cerebras/big', null],
    ['groq', null],
    [null, null],
  ])('%s is taken only while it is configured', (text, candidate) => {
    expect(parseCandidate(text, CONFIGURED)).toEqual(candidate);
  });

  it('may have slashes in its name', () => {
    const configured = [{ provider: 'groq', models: ['openai/gpt-oss-120b'] }] as const;
    expect(parseCandidate('groq/openai/gpt-oss-120b', configured)).toEqual({
      provider: 'groq',
      model: 'openai/gpt-oss-120b',
    });
  });
});
