import { bookedModel, createAliasMemory } from '../../../src/usage/ledger/booked-model.ts';

describe('the name that a request is booked by', () => {
  it.each([
    ['gemini-flash-latest', 'gemini-3.8-flash', 'gemini-3.8-flash'],
    ['gemini-flash-lite-latest', 'models/gemini-3.5-flash-lite', 'gemini-3.5-flash-lite'],
    ['mistral-large-latest', 'mistral-large-2512', 'mistral-large-2512'],
    ['openrouter/latest', 'z-ai/glm-5.2:free', 'z-ai/glm-5.2:free'],
    // Google answers for those that it has ended.
    ['gemini-2.5-flash', 'gemini-3.5-flash-lite', 'gemini-3.5-flash-lite'],
    ['gemini-3.5-flash', 'models/gemini-3.5-flash-lite', 'gemini-3.5-flash-lite'],
    ['gemini-3.8-flash', 'gemini-3.8-flash-001', 'gemini-3.8-flash'],
    ['gemini-3.8-flash-preview-09-2026', 'gemini-3.8-flash', 'gemini-3.8-flash-preview-09-2026'],
    ['Gemini-3.8-Flash', 'gemini-3.8-flash', 'Gemini-3.8-Flash'],
    ['gemini-3.8-flash', 'unknown', 'gemini-3.8-flash'],
    // What a service echoes may be the same model in other words.
    ['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai/gpt-oss-120b', 'gpt-oss-120b', 'openai/gpt-oss-120b'],
    ['latest-news-7b', 'other', 'latest-news-7b'],
    ['gemini-flash-latest', null, 'gemini-flash-latest'],
    ['gemini-flash-latest', '', 'gemini-flash-latest'],
    ['gemini-flash-latest', 'a name\nof two lines', 'gemini-flash-latest'],
    ['gemini-flash-latest', 'x'.repeat(201), 'gemini-flash-latest'],
  ])('of %s, answered by %j, is %s', (asked, answered, booked) => {
    expect(bookedModel(asked, answered)).toBe(booked);
  });

  it('is that of the last version, where a failed request names none', () => {
    const nameOf = createAliasMemory();
    expect(nameOf('gemini', 'gemini-flash-latest', null)).toBe('gemini-flash-latest');
    expect(nameOf('gemini', 'gemini-flash-latest', 'gemini-3.8-flash')).toBe('gemini-3.8-flash');
    expect(nameOf('gemini', 'gemini-flash-latest', null)).toBe('gemini-3.8-flash');
    expect(nameOf('groq', 'gemini-flash-latest', null)).toBe('gemini-flash-latest');
  });
});
