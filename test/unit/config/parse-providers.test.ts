import { SettingsFileError } from '../../../src/config/files/settings-file.ts';
import { parseProviders } from '../../../src/config/parse-providers.ts';

const BUILT_IN = ['groq', 'gemini', 'cerebras', 'cohere'];
const GOOD = `{
  "openrouter": {
    "name": "OpenRouter",
    "baseUrl": "https://openrouter.ai/api/v1/",
    "apiKeyEnv": "OPENROUTER_API_KEY",
    "models": ["deepseek/deepseek-v3.2", "qwen/qwen3-vl-32b"],
    "sees": ["qwen/qwen3-vl-32b"],
    "flatRate": 0.5,
    "headers": { "X-Title": "my bot" },
    "limits": [ { "unit": "requests", "window": "day", "limit": 50 } ]
  },
  "ollama": { "name": "Ollama", "baseUrl": "http://127.0.0.1:11434/v1", "models": ["qwen3:8b"], "flatRate": 0 },
  "gemini": { "limits": [ { "model": "gemini-3.8-flash", "unit": "requests", "window": "day", "limit": 10000 } ] }
}`;

function problemsOf(text: string): readonly string[] {
  try {
    parseProviders(text, BUILT_IN);
    return [];
  } catch (error) {
    if (error instanceof SettingsFileError) return error.problems;
    throw error;
  }
}

describe('a file of providers', () => {
  it('adds providers in their order, and adjusts built-in ones', () => {
    const { added, adjusted } = parseProviders(GOOD, BUILT_IN);
    expect(added).toEqual([
      {
        id: 'openrouter',
        name: 'OpenRouter',
        baseUrl: 'https://openrouter.ai/api/v1',
        apiKeyEnv: 'OPENROUTER_API_KEY',
        models: ['deepseek/deepseek-v3.2', 'qwen/qwen3-vl-32b'],
        sees: ['qwen/qwen3-vl-32b'],
        flatRate: 0.5,
        headers: { 'X-Title': 'my bot' },
        limits: [{ unit: 'requests', window: 'day', limit: 50 }],
      },
      {
        id: 'ollama',
        name: 'Ollama',
        baseUrl: 'http://127.0.0.1:11434/v1',
        apiKeyEnv: null,
        models: ['qwen3:8b'],
        sees: [],
        flatRate: 0,
        headers: {},
        limits: [],
      },
    ]);
    expect(adjusted).toEqual({
      gemini: {
        limits: [{ model: 'gemini-3.8-flash', unit: 'requests', window: 'day', limit: 10_000 }],
        sees: [],
        flatRate: null,
      },
    });
  });

  it('takes null as the end of a built-in limit', () => {
    const text = '{ "groq": { "limits": [ { "unit": "requests", "window": "day", "limit": null } ] } }';
    expect(parseProviders(text, BUILT_IN).adjusted['groq']?.limits[0]?.limit).toBeNull();
  });

  it('takes no id that means something else, nor two that share the name of their budget', () => {
    const added = (id: string) =>
      `"${id}": { "name": "X ${id}", "baseUrl": "https://x.test", "models": ["a"] }`;
    expect(problemsOf(`{\n${added('all')},\n${added('a-b')},\n${added('a_b')}, ${added('a_c')} }`)).toEqual([
      'line 2: all cannot be an id: "all" has a meaning of its own; write another',
      'line 3: a-b is too much like a_b: both would have their budget in A_B_MONTHLY_USD',
      'line 4: a_b is too much like a-b: both would have their budget in A_B_MONTHLY_USD',
    ]);
  });

  it('takes no name that another provider has, in any case of letters', () => {
    const added = (id: string, name: string) =>
      `"${id}": { "name": "${name}", "baseUrl": "https://x.test", "models": ["a"] }`;
    const file = [
      added('a1', 'Router'),
      added('a2', 'Ａ2'),
      added('a3', ' rOUTER '),
      added('a4', 'GROQ'),
      added('a5', 'A2'),
      added('a6', 'Router 2'),
      '"groq": { "limits": [] }',
    ];
    expect(problemsOf(`{\n${file.join(',\n')} }`)).toEqual([
      'line 4: a3 → name is that of a1 too: nobody could tell them apart; write another',
      'line 5: a4 → name is that of groq too: nobody could tell them apart; write another',
      'line 6: a5 → name is that of a2 too: nobody could tell them apart; write another',
    ]);
  });

  it('names every mistake with its place, all at once', () => {
    const text = `{
      "Open Router": { "name": "x", "baseUrl": "https://x.test", "models": ["a"] },
      "one": { "name": "", "baseUrl": "ftp://x.test", "models": [], "flatRate": -1 },
      "two": { "name": "Two", "baseUrl": "https://u:p@x.test", "models": ["a", "a"], "sees": ["b"] },
      "groq": { "baseUrl": "https://x.test" }
    }`;
    const problems = problemsOf(text);
    expect(problems).toEqual([
      'line 2: Open Router is no id: 2 to 32 of a-z 0-9 - _, beginning with a letter',
      'line 3: one → flatRate must not be negative',
      'line 3: one → name must not be empty',
      expect.stringMatching(/^line 3: one → baseUrl must be an address/),
      'line 3: one → models must name a model',
      expect.stringMatching(/^line 4: two → baseUrl must be an address/),
      'line 4: two → models names a model twice',
      'line 4: two → sees names a model that is not in models',
      expect.stringMatching(/^line 5: groq → baseUrl of a built-in provider may have limits/),
    ]);
  });

  it('names what is missing, unknown and repeated, in the order of the file', () => {
    const text = `{
      "one": { "nmae": "One", "baseURL": "https://x.test", "models": ["a"], "apiKey": "x" },
      "two": { "models": ["a"],
        "limits": [ { "unit": "requests", "window": "day" }, 5, null,
          { "unit": "requests", "window": "day", "limit": 1, "max": 2 },
          { "unit": "requests", "window": "week", "limit": 1.5 } ] },
      "two": { "models": ["a"], "name": "Two",
        "limits": [ { "unit": "requests", "window": "day" }, 5,
          { "unit": "requests", "window": "week", "limit": 1.5, "max": 2 } ] },
      "Groq": { "limits": [] },
      "gemini": []
    }`;
    expect(problemsOf(text)).toEqual([
      'line 2: one → nmae is no field: did you mean name?',
      'line 2: one → baseURL is no field: did you mean baseUrl?',
      'line 2: one → apiKey is no field: did you mean apiKeyEnv?',
      'line 2: one → name is missing',
      'line 7: two is repeated',
      'line 7: two → baseUrl is missing',
      'line 8: two → limits → 0 → limit is missing',
      expect.stringContaining('two → limits → 1 must have unit'),
      expect.stringContaining('two → limits → 2 → max must have unit'),
      'line 9: two → limits → 2 → window must be "minute", "hour", "day" or "month"',
      'line 9: two → limits → 2 → limit must be a whole number',
      'line 10: Groq is no id: did you mean groq?',
      'line 11: gemini of a built-in provider may have limits, sees and flatRate, and nothing else',
    ]);
  });

  it('takes a base URL with slashes and space around it', () => {
    const text = GOOD.replace('/api/v1/', '/api/v1// ');
    expect(parseProviders(text, BUILT_IN).added[0]?.baseUrl).toBe('https://openrouter.ai/api/v1');
  });

  it.each([
    [
      'the address of an endpoint',
      GOOD.replace('/api/v1/', '/api/v1/chat/completions'),
      /^line 4: .*endpoint/,
    ],
    ['a version twice', GOOD.replace('/api/v1/', '/api/v1/v1/'), /^line 4: .*same part twice/],
    [
      'a limit twice',
      GOOD.replace(/"limit": 50 \}/, '$&, { "unit": "requests", "window": "day", "limit": 5 }'),
      /limit twice/,
    ],
    [
      'a limit of no model of it',
      GOOD.replace('"unit": "requests", "window": "day", "limit": 50', '"model": "x", $&'),
      /not in models/,
    ],
    ['a header twice', GOOD.replace('"my bot"', '"my bot", "x-title": "b"'), /header twice/],
    ['a name of two lines', GOOD.replace('"OpenRouter"', '"Open\\nRouter"'), /^line 3: .*one line/],
    ['a name that turns what follows', GOOD.replace('"OpenRouter"', '"\\u202EOpen"'), /^line 3: .*one line/],
    ['a name that shows nothing', GOOD.replace('"OpenRouter"', '"\u3164"'), /^line 3: .*one line/],
    ['a blank of braille', GOOD.replace('"OpenRouter"', '"\u2800"'), /^line 3: .*one line/],
    ['a half-space alone', GOOD.replace('"OpenRouter"', '"\u200C"'), /^line 3: .*invisible/],
    [
      'marks that paint over other lines',
      GOOD.replace('"OpenRouter"', '"O\u0301\u0301\u0301\u0301"'),
      /^line 3: .*one line/,
    ],
    [
      'a model with what nobody sees',
      GOOD.replace('"deepseek/deepseek-v3.2"', '"deepseek/\u200Bdeepseek-v3.2"'),
      /^line 6: .*models → 0 .*invisible/,
    ],
    [
      'an address to be filled in',
      GOOD.replace('openrouter.ai', '{ACCOUNT_ID}.example'),
      /^line 4: .*to be filled in/,
    ],
    ['a variable in an address', GOOD.replace('/api/v1/', '/${VERSION}'), /^line 4: .*to be filled in/],
    [
      'a list of headers',
      GOOD.replace('{ "X-Title": "my bot" }', '["X-Title: my bot"]'),
      /^line 9: .*object/,
    ],
    [
      'a misspelt key',
      GOOD.replace('"apiKeyEnv"', '"apiKey"'),
      /^line 5: openrouter → apiKey is no field: did you mean apiKeyEnv\?$/,
    ],
    [
      'a key in the file',
      GOOD.replace('OPENROUTER_API_KEY', 'sk-or-v1-abc'),
      /^line 5: openrouter → apiKeyEnv/,
    ],
    [
      'a key of another kind',
      GOOD.replace('"apiKeyEnv"', '"temperature"'),
      /^line 5: openrouter → temperature must have name, baseUrl and models/,
    ],
    ['a header of the bot', GOOD.replace('X-Title', 'Content-Type'), /is set by the bot itself/],
    ['a header that breaks the line', GOOD.replace('my bot', 'my\\nbot'), /^line 9: .*plain letters/],
    [
      'a model that sees and is not asked',
      GOOD.replace('"sees": ["qwen/qwen3-vl-32b"]', '"sees": ["x"]'),
      /not in models/,
    ],
    ['an unknown window', GOOD.replace('"window": "day"', '"window": "week"'), /^line 10: .*window must be/],
    ['a limit of none', GOOD.replace('"limit": 50', '"limit": 0'), /^line 10: .*at least 1/],
    ['a provider twice', GOOD.replace('"ollama"', '"openrouter"'), /^line 12: openrouter is repeated/],
    ['a list', '[]', /must be an object/],
    ['a provider that is a text', '{ "one": "x" }', /^line 1: one must have name/],
    [
      'a base URL with a space',
      GOOD.replace('/api/v1/', '/api /v1'),
      /^line 4: .*baseUrl must not hold a space/,
    ],
    ['a base URL that was wrapped', GOOD.replace('/api/v1/', '/api\\n/v1'), /^line 4: .*a space/],
    ['a base URL with a query', GOOD.replace('/api/v1/', '/api/v1?key=1'), /^line 4: .*baseUrl/],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(text).join('\n')).toMatch(problem);
  });

  it('refuses what is not JSON, with its line', () => {
    expect(() => parseProviders(`${GOOD},`, BUILT_IN)).toThrow(/^line 14: not valid JSON/);
    expect(() => parseProviders('', BUILT_IN)).toThrow(/^line 1: not valid JSON/);
  });
});
