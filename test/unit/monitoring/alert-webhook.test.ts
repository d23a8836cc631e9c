import { createHmac } from 'node:crypto';
import type { AlertEvent } from '../../../src/monitoring/alert-event.ts';
import { createAlertWebhook } from '../../../src/monitoring/alert-webhook.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const HOUR = 3_600_000;

function eventOf(id: string): AlertEvent {
  return { id, type: 'provider', change: 'down', at: new Date('2026-01-01T00:00:00Z'), text: '🔴 «گروک»' };
}

function start(answers: (number | Error)[], rest: number | Error = 200) {
  const clock = new FakeClock();
  const { logger, lines } = keepLogLines();
  const posts: { atMs: number; body: string; signature: string; method: string; redirect: string }[] = [];
  const fetch: typeof globalThis.fetch = async (_url, { method = '', headers, body, redirect = '' } = {}) => {
    const signature = new Headers(headers).get('x-signature-256') ?? '';
    posts.push({ atMs: clock.monotonicMs(), body: body as string, signature, method, redirect });
    const answer = answers.shift() ?? rest;
    if (answer instanceof Error) throw answer;
    return new Response('', { status: answer });
  };
  const webhook = createAlertWebhook({ url: 'https://h/alerts', secret: 'کلید', fetch, clock, logger });
  return { webhook, clock, posts, levels: () => lines.map(({ level }) => level) };
}

describe('an alert that is posted', () => {
  it('is signed over the bytes of its body', async () => {
    const { webhook, posts } = start([]);
    webhook.post(eventOf('a'));
    await settled();
    const { body, signature, method, redirect } = posts[0]!;
    expect(JSON.parse(body)).toMatchObject({ id: 'a', at: '2026-01-01T00:00:00.000Z', text: '🔴 «گروک»' });
    expect(signature).toBe(`sha256=${createHmac('sha256', 'کلید').update(Buffer.from(body)).digest('hex')}`);
    expect({ method, redirect }).toEqual({ method: 'POST', redirect: 'manual' });
  });

  it('is tried again with growing pauses until the receiver takes it, with the same body', async () => {
    const { webhook, clock, posts, levels } = start([new TypeError('fetch failed'), 503, 401, 302]);
    webhook.post(eventOf('a'));
    await clock.advance(HOUR);
    expect(posts.map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
    expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
    expect(levels()).toEqual(['warn']);
  });

  it('is given up after an hour, which is logged', async () => {
    const { webhook, clock, posts, levels } = start([], 500);
    webhook.post(eventOf('a'));
    await clock.advance(2 * HOUR);
    expect(posts.at(-1)?.atMs).toBe(HOUR);
    const pauses = posts.slice(1).map(({ atMs }, index) => atMs - (posts[index]?.atMs ?? 0));
    expect(Math.max(...pauses)).toBe(300_000);
    expect(levels()).toEqual(['warn', 'error']);
  });

  it('is not posted twice when the admins could not be reached at first', async () => {
    const { webhook, clock, posts } = start([]);
    webhook.post(eventOf('a'));
    await clock.advance(60_000);
    webhook.post(eventOf('a'));
    webhook.post(eventOf('b'));
    await clock.advance(60_000);
    expect(posts.map(({ body }) => (JSON.parse(body) as AlertEvent).id)).toEqual(['a', 'b']);
  });

  it('holds up no other one', async () => {
    const { webhook, clock, posts } = start([400, 200, 400]);
    webhook.post(eventOf('a'));
    webhook.post(eventOf('b'));
    await settled();
    expect(posts).toHaveLength(2);
    await clock.advance(HOUR);
    expect(posts).toHaveLength(4);
  });

  it('is left with a word when the bot ends', async () => {
    const { webhook, clock, posts, levels } = start([], 500);
    webhook.post(eventOf('a'));
    await settled();
    await webhook.stop();
    webhook.post(eventOf('b'));
    await clock.advance(HOUR);
    expect(posts).toHaveLength(1);
    expect(levels()).toEqual(['warn', 'warn']);
    expect(clock.pending).toBe(0);
  });
});
