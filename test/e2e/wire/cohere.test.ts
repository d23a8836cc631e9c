import { createCohere } from '../../../src/providers/cohere.ts';
import { API_KEY, collect, describeWireBehaviour, QUESTION, textOf, Wire } from './wire-behaviour.ts';

describe('Cohere', () => {
  const wire = new Wire('cohere', createCohere);
  describeWireBehaviour(wire);

  it('asks the way Cohere documents', async () => {
    await wire.ask('complete');
    const { method, path, headers, body } = wire.server.request;
    expect({ method, path }).toEqual({ method: 'POST', path: '/v2/chat' });
    expect(headers['authorization']).toBe(`Bearer ${API_KEY}`);
    expect(JSON.parse(body)).toEqual({
      model: 'some-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: QUESTION },
      ],
      max_tokens: 50,
      stream: true,
    });
  });

  it('sends images as data URLs', async () => {
    const images = [{ mimeType: 'image/png', data: new Uint8Array([1, 2, 3]) }];
    await wire.ask('complete', { messages: [{ role: 'user', content: '', images }] });
    expect(JSON.parse(wire.server.request.body).messages).toEqual([
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } }] },
    ]);
  });

  it('measures what is billed, and reads the limits of a trial key', async () => {
    const nothing = { resetAt: null, source: 'reported' };
    expect((await wire.ask('complete')).at(-1)).toMatchObject({
      measurement: {
        usage: { promptTokens: 74, completionTokens: 56, cachedTokens: 16, reasoningTokens: null },
        rateLimits: {
          limits: [
            { unit: 'requests', window: 'month', limit: 1000, remaining: null, ...nothing },
            { unit: 'requests', window: 'minute', limit: 20, remaining: 19, ...nothing },
          ],
        },
      },
    });
  });

  it('measures all tokens where nothing billed is given', async () => {
    await wire.replay('complete', undefined, (text) => text.replace(/"billed_units":\{[^}]*\},/, ''));
    expect((await collect(wire.bounded())).at(-1)).toMatchObject({
      measurement: { usage: { promptTokens: 566, completionTokens: 60 } },
    });
  });

  it('needs no line end behind the last event', async () => {
    await wire.replay('complete', undefined, (text) => text.replace('data: [DONE]', '').trimEnd());
    expect((await collect(wire.bounded())).at(-1)).toMatchObject({ type: 'finish' });
  });

  it.each([
    ['498', 'unauthorized', 'invalid_key'],
    ['429-per-month', 'rate_limited', 'quota_exhausted'],
    ['400-too-many-tokens', 'invalid_request', 'too_large'],
  ])('maps %s to %s: %s', async (name, status, reason) => {
    expect(await wire.fail(name)).toMatchObject({ status, reason });
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
