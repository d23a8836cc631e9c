import { createGeminiBodies } from '../../../../src/providers/protocols/gemini-body.ts';
import { ProviderError } from '../../../../src/providers/contract/provider-error.ts';

const request = (model: string) => ({
  model,
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Hi' },
    { role: 'assistant' as const, content: 'Hello' },
    { role: 'user' as const, content: 'Why?' },
  ],
  maxOutputTokens: 9,
  signal: new AbortController().signal,
});
const refusal = (message: string, httpStatus = 400) =>
  new ProviderError(message, { status: 'invalid_request', reason: 'bad_request', httpStatus });
const NO_INSTRUCTION = refusal('Gemini: Developer instruction is not enabled for models/gemma-3-27b-it');

describe('the body of a request to Gemini', () => {
  it('has its instruction within the first question for a model that refuses instructions, and asks again', () => {
    const bodies = createGeminiBodies();
    expect(bodies.bodyOf(request('gemma')).systemInstruction).toMatchObject({
      parts: [{ text: 'Be brief.' }],
    });
    expect(bodies.judge('gemma', NO_INSTRUCTION).mayRepeat).toBe(true);
    const { contents, systemInstruction } = bodies.bodyOf(request('gemma'));
    expect(systemInstruction).toBeUndefined();
    expect(contents.map(({ parts }) => parts.map(({ text }) => text))).toEqual([
      ['Be brief.', 'Hi'],
      ['Hello'],
      ['Why?'],
    ]);
    expect(bodies.bodyOf(request('gemini-3.8-flash')).systemInstruction).toBeDefined();
    // It refused something else then.
    expect(bodies.judge('gemma', NO_INSTRUCTION).mayRepeat).toBe(false);
  });

  it('says nothing of thinking to a model that refuses that', () => {
    const bodies = createGeminiBodies();
    expect(bodies.bodyOf(request('gemini-3.8-flash')).generationConfig).toHaveProperty('thinkingConfig');
    const failed = refusal('Gemini: Thinking level is not supported for this model.');
    expect(bodies.judge('gemini-3.8-flash', failed).mayRepeat).toBe(true);
    expect(bodies.bodyOf(request('gemini-3.8-flash')).generationConfig).toEqual({ maxOutputTokens: 9 });
  });

  it('stays as it is for any other refusal', () => {
    const bodies = createGeminiBodies();
    expect(bodies.judge('gemma', refusal('Gemini: something odd')).mayRepeat).toBe(false);
    expect(bodies.judge('gemma', refusal('Gemini: Developer instruction', 500)).mayRepeat).toBe(false);
  });
});
