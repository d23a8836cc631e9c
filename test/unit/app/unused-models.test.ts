import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unusedModels } from '../../../src/app/services/unused-models.ts';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'unused-')), 'providers.json');
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

async function hintsOf(adjusted: object, environment: Record<string, string>): Promise<string[]> {
  await writeFile(file, JSON.stringify(adjusted));
  return unusedModels(readDatabaseConfig({ GROQ_API_KEY: 'g', PROVIDERS_FILE: file, ...environment }));
}

const limitOf = (model?: string) => ({ model, unit: 'requests', window: 'day', limit: 5 });

describe('a model of a built-in provider in the PROVIDERS_FILE', () => {
  it('is told where no message can reach it, by each field', async () => {
    const groq = { limits: [limitOf('gpt-oss-120'), limitOf('a'), limitOf()], sees: ['b', 'c'] };
    expect(await hintsOf({ groq }, { GROQ_MODEL: 'a,b' })).toEqual([
      'PROVIDERS_FILE: groq → limits names gpt-oss-120, which is none of the models that are asked: a, b',
      'PROVIDERS_FILE: groq → sees names c, which is none of the models that are asked: a, b',
    ]);
  });

  it.each([
    ['a default model', { groq: { sees: ['openai/gpt-oss-20b'] } }, {}],
    ['the model of voice messages', { groq: { limits: [limitOf('whisper-large-v3-turbo')] } }, {}],
    ['one without a key', { cohere: { sees: ['x'] } }, {}],
    [
      'what a moving name may stand for',
      { gemini: { limits: [limitOf('gemini-3.8-flash')] } },
      { GEMINI_API_KEY: 'k', GEMINI_MODEL: 'gemini-flash-latest' },
    ],
    [
      'what Google has answer for an older one',
      { gemini: { limits: [limitOf('gemini-3.8-flash')] } },
      { GEMINI_API_KEY: 'k', GEMINI_MODEL: 'gemini-2.5-flash' },
    ],
  ])('is not told where it is %s', async (_, adjusted, environment) => {
    expect(await hintsOf(adjusted, environment)).toEqual([]);
  });
});
