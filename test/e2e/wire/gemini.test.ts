import { createGemini } from '../../../src/providers/gemini.ts';
import { API_KEY, collect, describeWireBehaviour, NOW, QUESTION, textOf, Wire } from './wire-behaviour.ts';

describe('Gemini', () => {
  const wire = new Wire('gemini', createGemini);
  describeWireBehaviour(wire);

  it('asks the way Google documents', async () => {
    await wire.ask('complete');
    const { method, path, headers, body } = wire.server.request;
    const expected = '/v1beta/models/some-model:streamGenerateContent?alt=sse';
    expect({ method, path }).toEqual({ method: 'POST', path: expected });
    expect(headers['x-goog-api-key']).toBe(API_KEY);
    expect(JSON.parse(body)).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'Hello' }] },
        { role: 'user', parts: [{ text: QUESTION }] },
      ],
      systemInstruction: { role: 'system', parts: [{ text: 'Be brief.' }] },
      generationConfig: { maxOutputTokens: 50 },
      safetySettings: [],
    });
  });

  it.each([
    ['gemini-3.8-flash', { thinkingLevel: 'low' }],
    ['gemini-2.5-flash', { thinkingBudget: 2_048 }],
    ['gemini-3.5-flash-lite', undefined],
    ['gemma-4-31b', undefined],
  ])('bounds the thinking of %s where the model takes a bound', async (model, thinkingConfig) => {
    await wire.ask('complete', { model });
    expect(JSON.parse(wire.server.request.body).generationConfig.thinkingConfig).toEqual(thinkingConfig);
  });

  it('sends images inline', async () => {
    const images = [{ mimeType: 'image/png', data: new Uint8Array([1, 2, 3]) }];
    await wire.ask('complete', { messages: [{ role: 'user', content: 'What?', images }] });
    expect(JSON.parse(wire.server.request.body).contents).toEqual([
      { role: 'user', parts: [{ text: 'What?' }, { inlineData: { mimeType: 'image/png', data: 'AQID' } }] },
    ]);
  });

  it('counts thoughts as completion, and reports no limits', async () => {
    expect((await wire.ask('complete')).at(-1)).toMatchObject({
      measurement: {
        usage: { promptTokens: 74, completionTokens: 56, cachedTokens: 16, reasoningTokens: 5 },
        rateLimits: null,
      },
    });
  });

  it.each([
    ['counts a tool prompt that the total counts', 12, 142, 86],
    ['ignores a tool prompt that the total does not count', 12, 130, 74],
  ])('%s', async (_, toolUse, total, promptTokens) => {
    const usage = `"totalTokenCount":${total},"toolUsePromptTokenCount":${toolUse}`;
    await wire.replay('complete', undefined, (text) => text.replace('"totalTokenCount":130', usage));
    expect((await collect(wire.bounded())).at(-1)).toMatchObject({
      measurement: { usage: { promptTokens } },
    });
  });

  it('learns the empty day from a 429 and waits for midnight in California', async () => {
    const midnight = new Date('2026-11-23T08:00:00Z');
    const error = await wire.fail('429-per-day');
    expect(error).toMatchObject({
      status: 'rate_limited',
      reason: 'quota_exhausted',
      retryAfterMs: midnight.getTime() - NOW.getTime(),
    });
    expect(error.measurement?.rateLimits?.limits).toEqual([
      { unit: 'requests', window: 'day', limit: 500, remaining: 0, resetAt: midnight, source: 'learned' },
    ]);
    expect(error.message).toBe(
      'Gemini: You exceeded your current quota, please check your plan and billing details. Please retry in 37.295530399s.',
    );
  });

  it('learns the empty minute from a 429', async () => {
    const resetAt = new Date(NOW.getTime() + 35_000);
    expect((await wire.fail('429')).measurement?.rateLimits?.limits).toEqual([
      { unit: 'requests', window: 'minute', limit: 15, remaining: 0, resetAt, source: 'learned' },
    ]);
  });

  it.each([
    ['400-key', 'unauthorized', 'invalid_key'],
    ['thoughts-alone', 'error', 'out_of_room'],
    ['refused', 'blocked', 'refused'],
    ['refused-answer', 'blocked', 'refused'],
  ])('maps %s to %s: %s', async (name, status, reason) => {
    expect(await wire.fail(name)).toMatchObject({ status, reason });
  });

  it.each(['refused', 'refused-answer'])('keeps the usage of %s', async (name) => {
    expect((await wire.fail(name)).measurement?.usage).toMatchObject({ promptTokens: 74 });
  });

  it('uses the fetch it is given, and only for its own calls', async () => {
    await wire.replay('complete');
    let calls = 0;
    const counting: typeof fetch = (input, init) => {
      calls++;
      return fetch(input, init);
    };
    expect(textOf(await collect(wire.provider({ fetch: counting })))).toContain('Hello');
    expect(textOf(await collect(wire.provider()))).toContain('Hello');
    expect(calls).toBe(1);
  });
});
