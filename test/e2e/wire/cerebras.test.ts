import { createLightFetch } from '../../../src/network/light-fetch.ts';
import { createCerebras } from '../../../src/providers/cerebras.ts';
import {
  API_KEY,
  chatRequest,
  collect,
  describeWireBehaviour,
  NOW,
  QUESTION,
  textOf,
  Wire,
} from './wire-behaviour.ts';
import { replaceMethod } from '../../support/replace-method.ts';

describe('Cerebras', () => {
  const wire = new Wire('cerebras', createCerebras);
  describeWireBehaviour(wire);

  it('asks the way Cerebras documents', async () => {
    const before = wire.server.requests.length;
    await wire.ask('complete');
    expect(wire.server.requests).toHaveLength(before + 1);
    const { method, path, headers, body } = wire.server.request;
    expect({ method, path }).toEqual({ method: 'POST', path: '/v1/chat/completions' });
    expect(headers['authorization']).toBe(`Bearer ${API_KEY}`);
    expect(JSON.parse(body)).toMatchObject({ model: 'some-model', max_completion_tokens: 50, stream: true });
    expect(JSON.parse(body).messages.at(-1)).toEqual({ role: 'user', content: QUESTION });
  });

  it('measures cached and reasoning tokens, and reads what is left in each window', async () => {
    const limits = [
      { unit: 'requests', window: 'day', limit: 14_400, remaining: 14_399, resetAt: inMs(33_011_383) },
      { unit: 'tokens', window: 'minute', limit: 30_000, remaining: 29_940, resetAt: inMs(11_383) },
      { unit: 'requests', window: 'minute', limit: 5, remaining: 4, resetAt: inMs(42_000) },
    ].map((limit) => ({ ...limit, source: 'reported' }));
    const finish = (await wire.ask('complete')).at(-1);
    expect(finish).toMatchObject({
      measurement: {
        usage: { promptTokens: 74, completionTokens: 56, cachedTokens: 16, reasoningTokens: 5 },
      },
    });
    expect(finish?.type === 'finish' && byName(finish.measurement.rateLimits?.limits ?? [])).toEqual(
      byName(limits),
    );
  });

  it('delivers each piece of text with its own event, not with the next', async () => {
    await wire.replay('stalled');
    const events = wire.bounded().chat(chatRequest());
    await expect(events.next()).resolves.toMatchObject({ value: { text: 'Hello, ' } });
    await events.return();
  });

  it.each([
    ['402', 'rate_limited', 'payment_required', null],
    ['429-reset', 'rate_limited', 'quota_exhausted', 33_011_383],
    ['refused', 'blocked', 'refused', null],
  ])('maps %s to %s: %s', async (name, status, reason, retryAfterMs) => {
    expect(await wire.fail(name)).toMatchObject({ status, reason, retryAfterMs });
  });

  it('prints nothing of an answer that it cannot read', async () => {
    const print = replaceMethod(console, 'error', () => undefined);
    await wire.fail('bad-json');
    print.restore();
    expect(print.calls).toBe(0);
  });

  it('reads events that run together or are no JSON, and prints nothing of them, whatever their type', async () => {
    const print = replaceMethod(console, 'error', () => undefined);
    expect(textOf(await wire.ask('run-together'))).toBe(textOf(await wire.ask('complete')));
    await wire.fail('mistyped');
    print.restore();
    expect(print.calls).toBe(0);
  });

  it('uses the fetch it is given', async () => {
    await wire.replay('complete');
    let calls = 0;
    const lightFetch = createLightFetch(null);
    const counting: typeof fetch = (input, init) => {
      calls++;
      return lightFetch(input, init);
    };
    expect(textOf(await collect(wire.provider({ fetch: counting })))).toContain('Hello');
    expect(calls).toBe(1);
  });
});

function inMs(ms: number): Date {
  return new Date(NOW.getTime() + ms);
}

function byName<T extends { unit: string; window: string }>(limits: readonly T[]): T[] {
  return limits.toSorted((a, b) => `${a.unit}${a.window}`.localeCompare(`${b.unit}${b.window}`));
}
