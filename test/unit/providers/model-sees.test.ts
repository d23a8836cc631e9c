import type { ProviderId } from '../../../src/providers/contract/provider.ts';
import { builtInProviders, providerEntry } from '../../../src/providers/registry.ts';

describe('models that see', () => {
  it.each<[ProviderId, string, boolean]>([
    ['groq', 'qwen/qwen3.8-27b', true],
    ['groq', 'openai/gpt-oss-120b', false],
    ['groq', 'qwen/qwen3-32b', false],
    ['groq', 'whisper-large-v3-turbo', false],
    ['gemini', 'gemini-3.5-flash-lite', true],
    ['gemini', 'models/gemini-3.8-flash', true],
    ['gemini', 'gemini-flash-latest', true],
    ['gemini', 'gemini-2.5-flash-preview-tts', false],
    ['gemini', 'gemini-embedding-001', false],
    ['gemini', 'gemma-3-1b-it', false],
    ['cerebras', 'qwen-3.8-27b', true],
    ['cerebras', 'gpt-oss-120b', false],
    ['cohere', 'command-a-vision-07-2025', true],
    ['cohere', 'command-a-plus-05-2026', true],
    ['cohere', 'command-a-03-2025', false],
  ])('%s %s: %s', (provider, model, sees) => {
    expect(providerEntry(provider).seeingModels.test(model)).toBe(sees);
  });

  it('are there without any configuration, with a key for Gemini', () => {
    const seeing = builtInProviders.filter(({ seeingModels, defaultModels }) =>
      defaultModels.some((model) => seeingModels.test(model)),
    );
    expect(seeing.map(({ id }) => id)).toContain('gemini');
  });
});
