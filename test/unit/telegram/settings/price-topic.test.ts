import { pricedName } from '../../../../src/config/model-name.ts';
import { priceTopic } from '../../../../src/telegram/admin/settings/subject-topics.ts';

const topic = priceTopic({
  prices: {} as never,
  refreshPrices: () => Promise.resolve(),
  models: [
    'groq/openai/gpt-oss-120b',
    'cerebras/gpt-oss-120b',
    'gemini/gemini-3.8-flash',
    'my-ai/models/own',
  ],
  providers: ['groq', 'gemini', 'cerebras', 'cohere', 'my-ai'],
  oneName: pricedName,
});

// A price under another name than the one that requests are charged by would never hold.
describe('the model whose price an admin means', () => {
  it.each([
    ['groq/openai/gpt-oss-120b', 'groq/openai/gpt-oss-120b'],
    ['Groq/openai/gpt-oss-120b', 'groq/openai/gpt-oss-120b'],
    ['groq/gpt-oss-120b', 'groq/openai/gpt-oss-120b'],
    ['cerebras/gpt-oss-120b', 'cerebras/gpt-oss-120b'],
    ['gemini/models/gemini-3.8-flash', 'gemini/gemini-3.8-flash'],
    ['Gemini/google/GEMINI-3.8-flash', 'gemini/gemini-3.8-flash'],
    ['my-ai/models/own', 'my-ai/models/own'],
    ['groq/llama-3.3-70b-versatile', 'groq/llama-3.3-70b-versatile'],
    ['groq/120b', 'groq/120b'],
    ['openai/gpt-oss-120b', null],
    ['gpt-oss-120b', null],
  ])('is charged under one name, typed as "%s"', (typed, model) => {
    expect(topic.subject?.parse(typed)).toBe(model);
  });
});
