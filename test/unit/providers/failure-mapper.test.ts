import { systemClock } from '../../../src/foundation/clock.ts';
import { mapReportedFailure } from '../../../src/providers/failures/failure-mapper.ts';
import { reportedFailure } from '../../../src/providers/failures/reported-failure.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const KEY = 'key-0123456789-secret';
const QUESTION = 'Is my neighbour Ali really a spy for the other side?';
const context = { name: 'Groq', clock: { ...systemClock, now: () => NOW }, confidential: [KEY, QUESTION] };

function map(status: number | null, body: unknown, headers: Record<string, string> = {}) {
  return mapReportedFailure(context, reportedFailure(status, headers, body, undefined));
}

describe('an HTTP status', () => {
  it.each([
    [400, 'invalid_request', 'bad_request'],
    [401, 'unauthorized', 'invalid_key'],
    [402, 'rate_limited', 'payment_required'],
    [403, 'unauthorized', 'forbidden'],
    [404, 'invalid_request', 'model_not_found'],
    [407, 'unavailable', 'proxy'],
    [408, 'timeout', 'timeout'],
    [413, 'invalid_request', 'too_large'],
    [422, 'invalid_request', 'bad_request'],
    [429, 'rate_limited', 'rate_limit'],
    [500, 'unavailable', 'server_error'],
    [502, 'unavailable', 'server_error'],
    [503, 'unavailable', 'server_error'],
    [504, 'timeout', 'timeout'],
    [529, 'unavailable', 'server_error'],
  ])('%i without a word is %s: %s', (status, expected, reason) => {
    for (const body of [null, '', {}, [], { error: null }, { error: { message: 5, code: {} } }]) {
      expect(map(status, body)).toMatchObject({ status: expected, reason, httpStatus: status });
    }
  });
});

describe('an error inside a stream', () => {
  it.each([
    [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }, 'rate_limited'],
    [{ code: 'rate_limit_exceeded' }, 'rate_limited'],
    [{ error: { code: 'context_length_exceeded' } }, 'invalid_request'],
    [{ error: 'something broke' }, 'unavailable'],
  ])('%j is %s', (body, status) => {
    expect(map(null, body).status).toBe(status);
  });
});

describe('the message of a failure', () => {
  it("begins with the provider's name and says what the provider said", () => {
    expect(map(503, { error: { message: 'Over\n capacity' } }).message).toBe('Groq: Over capacity');
  });

  it('is cut to two hundred characters', () => {
    expect(map(500, { message: 'x'.repeat(5000) }).message).toHaveLength('Groq: '.length + 200);
  });

  it.each([
    [`bad key ${KEY}`, 'bad key …'],
    ['Incorrect API key provided: gsk_****wxyz. Ask ada@example.org', 'Incorrect API key provided: … Ask …'],
    [`cannot answer "${QUESTION}"`, 'cannot answer "…"'],
    ['cannot answer "Is my neighbour Ali really a …"', 'cannot answer "…"'],
    ['unexpected ali really a spy? no: Ali really a spy for', 'unexpected…? no:…'],
  ])('leaves out the key and what people wrote: %s', (message, said) => {
    expect(map(500, { message }).message).toBe(`Groq: ${said}`);
  });

  it('leaves out every quoted word of a person from a complaint about the request', () => {
    const message = 'content "Ali is a" of `openai/gpt-oss-120b` at \'messages.1\' is bad';
    expect(map(400, { message }).message).toBe(
      "Groq: content … of `openai/gpt-oss-120b` at 'messages.1' is bad",
    );
  });

  it('is short and quick, however much was sent and written', () => {
    const written = { ...context, confidential: ['so much text '.repeat(100_000)] };
    const failure = reportedFailure(400, {}, { message: 'x y '.repeat(3_000_000) }, undefined);
    expect(mapReportedFailure(written, failure).message.length).toBeLessThanOrEqual(210);
  });
});

describe('the time to wait after a failure', () => {
  it('is never given for a request that can only fail again', () => {
    expect(map(413, {}, { 'retry-after': '9' }).retryAfterMs).toBeNull();
    expect(map(401, {}, { 'retry-after': '9' }).retryAfterMs).toBeNull();
  });

  it('is the reset of the empty quota when nothing else says', () => {
    const headers = {
      'x-ratelimit-remaining-requests-day': '5',
      'x-ratelimit-reset-requests-day': '9000',
      'x-ratelimit-remaining-tokens-minute': '0',
      'x-ratelimit-reset-tokens-minute': '12.5',
    };
    expect(map(429, {}, headers).retryAfterMs).toBe(12_500);
  });
});
