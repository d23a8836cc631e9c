import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsFileError } from '../../../src/config/files/settings-file.ts';
import { parsePrices } from '../../../src/config/parse-prices.ts';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';

const GOOD = `{
  "groq/openai/gpt-oss-120b": { "input": 0.15, "cached": 0.075, "output": 0.6 },
  "cohere/command-a-03-2025": { "input": 0, "output": 1e-2 }
}`;

const DATED = `{
  "groq/a": [
    { "from": "2026-01-01", "input": 1, "output": 2 },
    {
      "from": "2026-06-01", "input": 1,
      "output": 3
    }
  ]
}`;

function problemsOf(text: string): readonly string[] {
  try {
    parsePrices(text);
    return [];
  } catch (error) {
    if (error instanceof SettingsFileError) return error.problems;
    throw error;
  }
}

describe('a price file', () => {
  it('gives dollars per million tokens by provider and model', () => {
    expect(parsePrices(GOOD)).toEqual({
      'groq/openai/gpt-oss-120b': { input: 0.15, cached: 0.075, output: 0.6 },
      'cohere/command-a-03-2025': { input: 0, output: 0.01 },
    });
  });

  it.each([
    ['a misspelt key', GOOD.replace('cached', 'cachd'), 2],
    ['a price as text', GOOD.replace('0.6', '"0.6"'), 2],
    ['a negative price', GOOD.replace('1e-2', '-1'), 3],
    ['a missing price', GOOD.replace('"input": 0, ', ''), 3],
    ['an unknown provider', GOOD.replace('cohere/', 'coher/'), 3],
    ['a model without its provider', GOOD.replace('cohere/', ''), 3],
  ])('names the line of %s', (_, text, line) => {
    expect(() => parsePrices(text)).toThrow(new RegExp(`^line ${line}: `));
  });

  it.each([
    ['text that is not JSON', 'prices', /not valid JSON/],
    ['a missing comma', GOOD.replace('},', '}'), /^line 3: not valid JSON/],
    ['a list', '[{}]', /must be an object of prices/],
    ['an empty list', '[]', /must be an object of prices/],
    [
      'a repeated model',
      GOOD.replace('cohere/command-a-03-2025', 'groq/openai/gpt-oss-120b'),
      /^line 3: groq\/openai\/gpt-oss-120b is repeated/,
    ],
    [
      'a repeated price',
      GOOD.replace('"cached": 0.075', '"input": 0.075'),
      /^line 2: groq\/openai\/gpt-oss-120b → input is repeated/,
    ],
    ['an empty file', '', /not valid JSON/],
    ['null', 'null', /./],
  ])('refuses %s', (_, text, message) => {
    expect(() => parsePrices(text)).toThrow(message);
  });

  it('may start with a byte order mark', () => {
    expect(parsePrices(`\uFEFF${GOOD}`)).toEqual(JSON.parse(GOOD));
  });

  it('may have prices of reasoning, prices of audio by the hour, and dated prices', () => {
    const text = `{ "groq/a": { "input": 1, "output": 2, "reasoning": 3 },
      "groq/whisper-large-v3": { "audioHour": 0.04 },
      "groq/b": [{ "from": "2026-01-01", "input": 1, "output": 2 }, { "from": "2026-06-01", "audioHour": 1 }] }`;
    expect(parsePrices(text)).toEqual(JSON.parse(text));
  });

  it.each([
    [
      'a typo in a list',
      DATED.replace('"output": 3', '"outptu": 3'),
      /^line 6: groq\/a → 1 → outptu in a list must have/,
    ],
    [
      'a day that does not exist',
      DATED.replace('2026-06-01', '2026-06-31'),
      /^line 5: groq\/a → 1 → from must be a day/,
    ],
    [
      'a day of the Jalali calendar',
      DATED.replace('2026-01-01', '1405-01-01'),
      /^line 3: groq\/a → 0 → from .*Gregorian/,
    ],
    ['a missing day', DATED.replace('"from": "2026-01-01", ', ''), /^line 3: groq\/a → 0 → from/],
    [
      'days out of order',
      DATED.replace('2026-06-01', '2025-06-01'),
      /^line 4: groq\/a → 1 must not begin before/,
    ],
    ['an empty list', '{ "groq/a": [] }', /^line 1: groq\/a must hold a price$/],
    [
      'a price for both audio and tokens',
      '{ "groq/a": { "audioHour": 1,\n"input": 1 } }',
      /^line 2: groq\/a → input must/,
    ],
    [
      'a day with a single price',
      '{ "groq/a": { "from": "2026-01-01", "input": 1, "output": 1 } }',
      /^line 1: .*from/,
    ],
    ['a number', '{ "groq/a": 1 }', /^line 1: groq\/a must have input and output/],
  ])('names the line of %s', (_, text, message) => {
    expect(() => parsePrices(text)).toThrow(message);
  });

  it('is told all of its mistakes, in the order of its lines', () => {
    const text = `{
  "groq/a": { "input": "1", "outptu": 2, "extra": 3 },
  "nobody/b": [
    { "from": "2026-06-01", "input": -1, "output": 1 },
    { "from": "2026-01-01", "audioHour": null }
  ],
  "gemini/c": 7,
  "cohere/d": { "output": 1, "output": 2 },
  "cohere/d": []
}`;
    const problems = problemsOf(text);
    expect(problems).toEqual([
      expect.stringMatching(/^line 2: groq\/a → outptu must have input and output/),
      expect.stringMatching(/^line 2: groq\/a → extra must have/),
      'line 2: groq/a → input must be a number',
      expect.stringMatching(/^line 3: nobody\/b must be like groq\/.*one of groq, gemini, cerebras, cohere$/),
      'line 4: nobody/b → 0 → input must not be negative',
      'line 5: nobody/b → 1 → audioHour must be a number',
      expect.stringMatching(/^line 5: nobody\/b → 1 must not begin before the price above it/),
      expect.stringMatching(/^line 7: gemini\/c must have input and output/),
      'line 8: cohere/d → output is repeated',
      'line 9: cohere/d is repeated',
      'line 9: cohere/d must hold a price',
    ]);
  });

  it('is told which prices are missing, but not of one that is misspelt', () => {
    expect(problemsOf('{ "groq/a": {}, "groq/b": { "inptu": 1, "output": 2 }, "groq/c": [{}] }')).toEqual([
      expect.stringContaining('line 1: groq/a → input is missing: '),
      expect.stringContaining('line 1: groq/a → output is missing: '),
      expect.stringMatching(/^line 1: groq\/b → inptu must have/),
      expect.stringContaining('line 1: groq/c → 0 → from is missing: '),
      expect.stringContaining('line 1: groq/c → 0 → input is missing: '),
      expect.stringContaining('line 1: groq/c → 0 → output is missing: '),
    ]);
  });

  it.each([
    [
      'a file that is not there',
      'nowhere/prices.json',
      /prices\.json: is not there \(ENOENT\)\. Correct the path$/,
    ],
    ['a folder', '', /: is a folder\. Name a file$/],
    [
      'a file within a file',
      'good.json/prices.json',
      /: is below a file that is no folder \(ENOTDIR\)\. Correct the path$/,
    ],
  ])('says in words what is wrong with %s', async (_, name, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'prices-'));
    await writeFile(join(folder, 'good.json'), GOOD);
    const given = { PRICES_FILE: join(folder, name), TIMEZONE: 'Mars' };
    expect(() => readDatabaseConfig(given)).toThrow(
      expect.objectContaining({
        problems: [expect.stringMatching(/^TIMEZONE /), expect.stringMatching(message)],
      }),
    );
    await rm(folder, { recursive: true });
  });

  it('may be UTF-16, as the Windows PowerShell writes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    await writeFile(file, Buffer.from(`\uFEFF${GOOD}`, 'utf16le'));
    expect(readDatabaseConfig({ PRICES_FILE: file }).prices).toEqual(JSON.parse(GOOD));
    await rm(folder, { recursive: true });
  });

  it('is reported with the line of its mistake', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    await writeFile(file, GOOD.replace('"output": 0.6', '"outptu": 0.6'));
    expect(() => readDatabaseConfig({ PRICES_FILE: file })).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(/^PRICES_FILE .*prices\.json: line 2: /)] }),
    );
    await rm(folder, { recursive: true });
  });
});
