import { systemClock } from '../../../src/foundation/clock.ts';
import { mapReportedFailure } from '../../../src/providers/failures/failure-mapper.ts';
import { reportedFailure } from '../../../src/providers/failures/reported-failure.ts';
import { RECORDED, said, upstream } from './refusal-shapes.ts';

function map(status: number | null, body: unknown) {
  const context = { name: 'Service', clock: systemClock, confidential: [] };
  return mapReportedFailure(context, reportedFailure(status, {}, body, undefined));
}

describe('a refusal behind a gateway', () => {
  it('is of one model alone', () => {
    const raw = '{"error":{"code":"unsupported_country_region_territory","message":"Country not supported"}}';
    expect(map(403, upstream(raw))).toMatchObject({ reason: 'location', isUpstream: true });
    expect(map(403, said('Country, region, or territory not supported')).isUpstream).toBe(false);
  });
});

describe('a refusal that was recorded', () => {
  const all = Object.entries(RECORDED).flatMap(([reason, cases]) =>
    cases.map(([status, body]) => [reason, status, body] as const),
  );

  it.each(all)('means %s: %d %j', (reason, status, body) => {
    expect(map(status, body).reason).toBe(reason);
  });

  it('within a stream that began with 200 is understood by its words', () => {
    expect(map(null, { error: 'Unexpected endpoint or method. (POST /chat/completions)' }).reason).toBe(
      'wrong_address',
    );
  });

  it('as too large within a stream is about its question, and as a limit of tokens it is not', () => {
    const tooLong =
      'The number of tokens to keep from the initial prompt is greater than the context length.';
    expect(map(null, { error: tooLong }).reason).toBe('too_large');
    expect(map(null, said('You exceeded the token limit', 'rate_limit_exceeded')).reason).toBe('rate_limit');
    expect(map(null, said('Rate limit exceeded, please slow down')).reason).toBe('rate_limit');
    const sensitive = { base_resp: { status_code: 1026, status_msg: 'input new_sensitive' }, choices: null };
    expect(map(null, sensitive).reason).toBe('refused_here');
    expect(map(null, said('Failed to load model: the context length needs more memory')).reason).toBe(
      'server_error',
    );
  });

  it('by the service behind a gateway is told in its own words', () => {
    const raw = 'z-ai/glm-5.3-flash is temporarily rate-limited upstream. Please retry shortly.';
    expect(map(429, upstream(raw)).message).toBe(`Service: ${raw}`);
    const within = JSON.stringify({ error: { message: 'User location is not supported.', code: 400 } });
    expect(map(400, said(within))).toMatchObject({
      reason: 'location',
      message: 'Service: User location is not supported.',
    });
    const deep = '{"message":{"metadata":{"raw":'.repeat(2_000);
    expect(map(400, said(deep)).isUnknown).toBe(true);
    expect(
      map(422, { detail: [{ loc: ['body', 'top_k'], msg: 'Extra inputs are not permitted' }] }).message,
    ).toBe('Service: body.top_k: Extra inputs are not permitted');
    expect(map(502, upstream('')).message).toBe('Service: Provider returned error');
    expect(map(502, upstream([{ message: 5 }])).message).toBe('Service: Provider returned error');
  });
});
