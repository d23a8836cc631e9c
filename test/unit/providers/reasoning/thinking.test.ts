import {
  geminiThinking,
  openAiEffort,
  outputLimit,
} from '../../../../src/providers/protocols/reasoning/thinking.ts';

describe('the room of an answer', () => {
  it.each([
    'openai/gpt-oss-120b',
    'qwen/qwen3.8-27b',
    'qwen3:8b',
    'deepseek/deepseek-v3.2',
    'deepseek-reasoner',
    'deepseek-r1-distill-llama-70b',
    'z-ai/glm-5.2:free',
    'moonshotai/kimi-k2-instruct-0905',
    'x-ai/grok-4-fast',
    'openai/gpt-5-mini',
    'o4-mini',
    'minimax/minimax-m2',
    'nvidia/nemotron-nano-9b-v2:free',
    'sonar-reasoning-pro',
    'magistral-medium-latest',
    'command-a-plus-05-2026',
    'anthropic/claude-sonnet-5:thinking',
  ])('is larger for %s, which thinks', (model) => {
    expect(outputLimit(model, 1_024, 100)).toBe(3_072);
    // Beside a long prompt the smallest plan has no room for it.
    expect(outputLimit(model, 1_024, 6_000)).toBe(1_500);
    expect(outputLimit(model, 1_024, 9_000)).toBe(1_024);
  });

  it.each(['llama-3.3-70b-versatile', 'command-a-03-2025', 'mistral-large-latest', 'gemma3:4b', 'gpt-4o'])(
    'is that of the answer for %s',
    (model) => {
      expect(outputLimit(model, 1_024, 100)).toBe(1_024);
    },
  );

  it.each(['gemini-3.8-flash', 'models/gemini-2.5-pro', 'google/gemini-3.5-flash-lite'])(
    'is larger still for %s, whatever the prompt',
    (model) => {
      expect(outputLimit(model, 1_024, 9_000)).toBe(7_168);
    },
  );
});

describe('how much a model is told to think', () => {
  it('is little for gpt-oss, and nothing that another might refuse', () => {
    expect(openAiEffort('openai/gpt-oss-20b')).toEqual({ reasoning_effort: 'low' });
    expect(openAiEffort('qwen3:8b')).toEqual({});
  });

  it('is a level for newer models of Gemini, a budget for older ones, and left to those that think little', () => {
    expect(geminiThinking('gemini-3.8-flash')).toEqual({ thinkingConfig: { thinkingLevel: 'low' } });
    expect(geminiThinking('gemini-2.5-flash')).toEqual({ thinkingConfig: { thinkingBudget: 2_048 } });
    expect(geminiThinking('gemini-3.5-flash-lite')).toEqual({});
    expect(geminiThinking('gemma-3-27b-it')).toEqual({});
  });
});
