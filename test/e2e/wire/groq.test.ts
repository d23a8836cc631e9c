import { createGroq } from '../../../src/providers/groq.ts';
import { API_KEY, collect, describeWireBehaviour, NOW, QUESTION, textOf, Wire } from './wire-behaviour.ts';

describe('Groq', () => {
  const wire = new Wire('groq', createGroq);
  describeWireBehaviour(wire);

  it('asks the way Groq documents', async () => {
    await wire.ask('complete');
    const { method, path, headers, body } = wire.server.request;
    expect({ method, path }).toEqual({ method: 'POST', path: '/openai/v1/chat/completions' });
    expect(headers['authorization']).toBe(`Bearer ${API_KEY}`);
    expect(JSON.parse(body)).toEqual({
      model: 'some-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: QUESTION },
      ],
      max_completion_tokens: 50,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it.each([
    ['openai/gpt-oss-20b', 'low'],
    ['qwen/qwen3.8-27b', undefined],
  ])('asks %s for an effort that it is known to take', async (model, effort) => {
    await wire.ask('complete', { model });
    expect(JSON.parse(wire.server.request.body).reasoning_effort).toBe(effort);
  });

  it('sends images as data URLs', async () => {
    const images = [{ mimeType: 'image/png', data: new Uint8Array([1, 2, 3]) }];
    await wire.ask('complete', { messages: [{ role: 'user', content: 'What is it?', images }] });
    expect(JSON.parse(wire.server.request.body)).toMatchObject({
      messages: [
        {
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
          ],
        },
      ],
    });
  });

  it('measures cached and reasoning tokens once, and reads what is left', async () => {
    expect((await wire.ask('complete')).at(-1)).toMatchObject({
      measurement: {
        usage: { promptTokens: 74, completionTokens: 56, cachedTokens: 16, reasoningTokens: 5 },
        rateLimits: {
          limits: [
            {
              unit: 'requests',
              window: 'day',
              limit: 1000,
              remaining: 999,
              resetAt: new Date(NOW.getTime() + 86_400),
            },
            {
              unit: 'tokens',
              window: 'minute',
              limit: 8000,
              remaining: 7921,
              resetAt: new Date(NOW.getTime() + 593),
            },
          ],
          raw: { 'x-ratelimit-remaining-tokens': '7921' },
        },
      },
    });
  });

  it('reads what is left from a refusal too, and repeats what Groq said', async () => {
    const error = await wire.fail('429');
    expect(error.measurement?.rateLimits?.limits).toEqual([
      {
        unit: 'tokens',
        window: 'minute',
        limit: 8000,
        remaining: 0,
        resetAt: new Date(NOW.getTime() + 34_148),
        source: 'learned',
      },
    ]);
    expect(error.message).toMatch(/^Groq: Rate limit reached for model/);
    expect(error.message.length).toBeLessThanOrEqual(210);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each([
    ['400', 'invalid_request', 'bad_request', null],
    ['400-decommissioned', 'invalid_request', 'model_not_found', null],
    ['403', 'unauthorized', 'forbidden', null],
    ['429-words', 'rate_limited', 'rate_limit', 34_148],
    ['429-per-day', 'rate_limited', 'quota_exhausted', 598_000],
    ['429-too-large', 'invalid_request', 'too_large', null],
    ['refused', 'blocked', 'refused', null],
  ])('maps %s to %s: %s', async (name, status, reason, retryAfterMs) => {
    expect(await wire.fail(name)).toMatchObject({ status, reason, retryAfterMs });
  });

  it('keeps the usage of a refused answer', async () => {
    expect((await wire.fail('refused')).measurement?.usage).toMatchObject({ promptTokens: 74 });
  });

  it('uses the fetch it is given', async () => {
    await wire.replay('complete');
    let calls = 0;
    const counting: typeof fetch = (input, init) => {
      calls++;
      return fetch(input, init);
    };
    expect(textOf(await collect(wire.provider({ fetch: counting })))).toContain('Hello');
    expect(calls).toBe(1);
  });
});
