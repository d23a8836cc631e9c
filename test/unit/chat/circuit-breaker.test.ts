import {
  createCircuitBreaker,
  type Candidate,
  type CircuitBreaker,
} from '../../../src/chat/circuit-breaker.ts';
import type { Failure } from '../../../src/providers/contract/ending.ts';
import type { FailureReason } from '../../../src/providers/contract/ending.ts';
import { failureFor, verdictOn } from '../../../src/providers/contract/verdict.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const BIG: Candidate = { provider: 'groq', model: 'big' };
const SMALL: Candidate = { provider: 'groq', model: 'small' };
const FLASH: Candidate = { provider: 'gemini', model: 'flash' };
const SARA = { userId: 1n, isPlain: true };
const OMID = { userId: 2n, isPlain: true };
const UNKNOWN: Failure = {
  ...failureFor('bad_request', 'Groq: something odd'),
  httpStatus: 400,
  isUnknown: true,
};

describe('the circuit breaker', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;

  beforeEach(() => {
    clock = new FakeClock('2026-11-21T12:00:00Z');
    breaker = createCircuitBreaker({ clock, exhaustedUntil: () => null });
  });

  const fail = (reason: FailureReason, candidate = BIG, asked = SARA) =>
    breaker.failed(candidate, asked, failureFor(reason, 'it failed'));
  const resting = () =>
    [BIG, SMALL, FLASH].filter((candidate) => breaker.restOf(candidate)).map(({ model }) => model);

  it.each<[FailureReason]>([
    ['empty_answer'],
    ['out_of_room'],
    ['tool_call'],
    ['refused'],
    ['refused_here'],
    ['too_large'],
    ['bad_request'],
    ['aborted'],
  ])('lets nobody rest for what a question caused itself: %s', (reason) => {
    for (let times = 0; times < 10; times++) {
      fail(reason);
      clock.skip(31_000);
    }
    expect(verdictOn(reason).blame).toBe('nobody');
    expect(resting()).toEqual([]);
  });

  it.each<[FailureReason]>([
    ['server_error'],
    ['timeout'],
    ['bad_response'],
    ['model_not_found'],
    ['model_blocked'],
  ])('lets one model rest for %s', (reason) => {
    fail(reason);
    expect(resting()).toEqual(['big']);
  });

  it('lets one model rest for what a service behind a gateway refused', () => {
    breaker.failed(BIG, SARA, { ...failureFor('location', 'it failed'), isUpstream: true });
    expect(resting()).toEqual(['big']);
  });

  it.each<[FailureReason]>([
    ['invalid_key'],
    ['account_restricted'],
    ['api_disabled'],
    ['key_restricted'],
    ['payment_required'],
    ['location'],
    ['network'],
  ])('lets all models of a provider rest for %s', (reason) => {
    fail(reason);
    expect(resting()).toEqual(['big', 'small']);
    expect(breaker.restOf(SMALL)?.failure.reason).toBe(reason);
    clock.skip(30_000);
    expect(resting()).toEqual([]);
  });

  it('doubts what may pass, and not what lasts until somebody does something about it', () => {
    fail('network');
    fail('invalid_key', FLASH);
    expect([BIG, SMALL, FLASH].map((candidate) => breaker.isSuspect(candidate))).toEqual([true, true, false]);
  });

  it('tries an account with one question, whichever of its models that asks', () => {
    fail('account_restricted');
    clock.skip(30_000);
    breaker.startTrial(SMALL);
    expect(resting()).toEqual(['big', 'small']);
    fail('account_restricted', SMALL);
    clock.skip(59_999);
    expect(resting()).toEqual(['big', 'small']);
    clock.skip(1);
    expect(resting()).toEqual([]);
    breaker.startTrial(BIG);
    breaker.succeeded(BIG);
    expect(resting()).toEqual([]);
  });

  it('ends the trial of an account when its model fails for a reason of its own', () => {
    fail('invalid_key');
    clock.skip(30_000);
    breaker.startTrial(BIG);
    fail('server_error');
    expect(resting()).toEqual(['big']);
  });

  it('keeps nothing that a call measured', () => {
    const measured = { ...failureFor('timeout', 'Groq: late'), measurement: { receivedText: 'private' } };
    breaker.failed(BIG, SARA, measured);
    expect(JSON.stringify(breaker.restOf(BIG))).not.toContain('private');
  });

  describe('for a refusal of an unknown kind', () => {
    const refuse = (asked = SARA, candidate = BIG) => breaker.failed(candidate, asked, UNKNOWN).reason;

    it('blames the question while one person alone gets it', () => {
      expect([refuse(), refuse(), refuse()]).toEqual(['bad_request', 'bad_request', 'bad_request']);
      expect(resting()).toEqual([]);
    });

    it('blames the model once two people got it', () => {
      expect([refuse(SARA), refuse(OMID)]).toEqual(['bad_request', 'refuses_everybody']);
      expect(resting()).toEqual(['big']);
      expect(breaker.isSuspect(BIG)).toBe(false);
      clock.skip(30_000);
      expect(refuse(OMID)).toBe('refuses_everybody');
    });

    it('keeps the provider’s words and books it as the refusal that it was', () => {
      refuse(SARA);
      expect(breaker.failed(BIG, OMID, UNKNOWN)).toMatchObject({
        status: 'invalid_request',
        message: 'Groq: something odd',
        httpStatus: 400,
      });
    });

    it('does not count questions about pictures, other models, or refusals that are half an hour apart', () => {
      refuse(SARA);
      expect(refuse({ ...OMID, isPlain: false })).toBe('bad_request');
      expect(refuse(OMID, SMALL)).toBe('bad_request');
      clock.skip(30 * 60_000);
      expect(refuse(OMID)).toBe('bad_request');
    });

    it('begins anew when the model has answered somebody', () => {
      refuse(SARA);
      breaker.succeeded(BIG);
      expect(refuse(OMID)).toBe('bad_request');
    });

    it('does not take a refusal with a known cause for one', () => {
      for (const asked of [SARA, OMID]) expect(fail('bad_request', BIG, asked).reason).toBe('bad_request');
    });
  });
});
