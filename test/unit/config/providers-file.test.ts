import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsOf } from '../../../src/config/secrets-of.ts';
import { ConfigError } from '../../../src/config/environment-reader.ts';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import { offeredProviders } from '../../../src/app/services/offered-providers.ts';

const ROUTER = {
  name: 'Router',
  baseUrl: 'https://router.example/api/v1/',
  apiKeyEnv: 'ROUTER_SECRET_WORD',
  models: ['router/auto', 'vendor/seeing'],
  sees: ['vendor/seeing'],
  headers: { Authorization: 'Bearer header-secret', 'X-Title': 'my bot' },
};
const LOCAL = { name: 'Local', baseUrl: 'http://127.0.0.1:11434/v1', models: ['qwen3:8b'], flatRate: 0 };
const named = (name: string) => ({ ...LOCAL, name });
const GEMINI = { limits: [{ unit: 'requests', window: 'day', limit: null }], sees: ['own'], flatRate: 2 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'providers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function environment(
  file: unknown,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const path = join(folder, 'providers.json');
  await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file, null, 1));
  return { PROVIDERS_FILE: path, ...more };
}

function problemsOf(given: Record<string, string>): readonly string[] {
  try {
    readDatabaseConfig(given);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the PROVIDERS_FILE of an environment', () => {
  it('knows a model of a built-in provider by one name', async () => {
    const limit = { model: 'models/gemini-3.8-flash', unit: 'requests', window: 'day', limit: 5 };
    const given = await environment({ gemini: { sees: ['google/Gemini-3.8-flash'], limits: [limit] } });
    expect(readDatabaseConfig(given).adjustments['gemini']).toMatchObject({
      sees: ['gemini-3.8-flash'],
      limits: [{ model: 'gemini-3.8-flash' }],
    });
  });

  it('leaves the names of other providers as they are written', async () => {
    const models = ['google/gemini-3.8-flash', 'meta-llama/Llama-3.3-70B-Instruct', 'models/Own', 'groq/x/y'];
    const given = await environment({ router: { ...LOCAL, models } });
    expect(readDatabaseConfig(given).addedProviders[0]?.models).toEqual(models);
  });

  it('adds its providers after the four, with the keys that it names', async () => {
    const given = await environment({ router: ROUTER, local: LOCAL }, { ROUTER_SECRET_WORD: ' key ' });
    const config = readDatabaseConfig(given);
    expect(config.providerOrder).toEqual(['groq', 'gemini', 'cerebras', 'cohere', 'router', 'local']);
    const offered = offeredProviders(config).slice(4);
    expect(offered).toMatchObject([
      { isConfigured: true, apiKey: 'key', baseUrl: 'https://router.example/api/v1', models: ROUTER.models },
      { isConfigured: true, apiKey: '', models: ['qwen3:8b'], entry: { flatUsdPerMillion: 0 } },
    ]);
    expect(ROUTER.models.filter((model) => offered[0]?.entry.seeingModels.test(model))).toEqual(ROUTER.sees);
  });

  it('leaves a provider without its key unconfigured', async () => {
    const config = readDatabaseConfig(await environment({ router: ROUTER }));
    expect(offeredProviders(config)[4]).toMatchObject({ isConfigured: false, keyHash: '' });
  });

  it('puts those that PROVIDER_ORDER names first, and the others in the order of the file', async () => {
    const given = await environment(
      { b: LOCAL, a1: named('A'), zz: named('Z'), b2: named('B') },
      { PROVIDER_ORDER: 'zz, cohere' },
    );
    expect(problemsOf(given)).toEqual([expect.stringMatching(/line 2: b is no id/)]);
    const valid = await environment(
      { bb: named('B'), a1: named('A'), zz: LOCAL },
      { PROVIDER_ORDER: 'zz, cohere' },
    );
    expect(readDatabaseConfig(valid).providerOrder).toEqual([
      'zz',
      'cohere',
      'groq',
      'gemini',
      'cerebras',
      'bb',
      'a1',
    ]);
  });

  it('changes what is known of the four', async () => {
    const config = readDatabaseConfig(await environment({ gemini: GEMINI }));
    const { entry } = offeredProviders(config)[1]!;
    expect(entry).toMatchObject({ id: 'gemini', flatUsdPerMillion: 2, configuredLimits: GEMINI.limits });
    expect(entry.seeingModels.test('own')).toBe(true);
    expect(entry.seeingModels.test('gemini-3.8-flash')).toBe(true);
  });

  it('may be priced by its ids and the whole names of its models', async () => {
    const path = join(folder, 'prices.json');
    await writeFile(path, JSON.stringify({ 'router/router/auto': { input: 1, output: 2 } }));
    const given = await environment({ router: ROUTER }, { PRICES_FILE: path });
    expect(readDatabaseConfig(given).prices).toEqual({ 'router/router/auto': { input: 1, output: 2 } });
    await writeFile(path, JSON.stringify({ 'rooter/auto': { input: 1, output: 2 } }));
    expect(problemsOf(given)).toEqual([expect.stringMatching(/line 1: rooter\/auto must be like .*router/)]);
  });

  it('is reported with all other problems, and its own mistakes all at once', async () => {
    const file = { router: { ...ROUTER, baseUrl: 'router.example', models: [] }, groq: { models: ['x'] } };
    const given = await environment(file, {
      TIMEZONE: 'Mars',
      PROVIDER_ORDER: 'router',
      PRICES_FILE: '/none',
    });
    const said = problemsOf(given).join('\n');
    for (const part of ['router → baseUrl', 'router → models', 'groq → models', 'TIMEZONE', 'PRICES_FILE'])
      expect(said).toContain(part);
    expect(said).not.toContain('PROVIDER_ORDER');
  });

  it.each([
    'BOT_TOKEN',
    'DATABASE_URL',
    'BACKUP_PASSWORD',
    'ADMIN_IDS',
    'GROQ_MODEL',
    'MONTHLY_USD',
    'PORT',
    'OTEL_EXPORTER_OTLP_HEADERS',
    'ALERT_WEBHOOK_SECRET',
    'PATH',
    'NODE_OPTIONS',
    'HTTPS_PROXY',
  ])('sends %s to no provider', async (apiKeyEnv) => {
    const said = problemsOf(await environment({ router: { ...ROUTER, apiKeyEnv } }, { [apiKeyEnv]: '1:a' }));
    expect(said).toContainEqual(
      expect.stringMatching(/line 5: router → apiKeyEnv names a (?:setting|variable)/),
    );
  });

  it('may use the key of a built-in provider at another address', async () => {
    const router = { ...ROUTER, apiKeyEnv: 'GEMINI_API_KEY' };
    const config = readDatabaseConfig(await environment({ router }, { GEMINI_API_KEY: 'key' }));
    expect(config.addedProviders[0]?.apiKey).toBe('key');
  });

  it.each([
    ['a file that is not there', undefined, /: is not there \(ENOENT\)\. Correct the path$/],
    ['no JSON', '{ "router": ', /not valid JSON/],
    // What else names its ids cannot be judged then.
    [
      'no JSON, and PROVIDER_ORDER names one',
      '{ "router": ',
      /not valid JSON/,
      { PROVIDER_ORDER: 'Router,groq' },
    ],
  ])('is named when it is %s', async (_, text, message, more: Record<string, string> = {}) => {
    const given =
      text === undefined ? { PROVIDERS_FILE: '/no/such/file.json' } : await environment(text, more);
    expect(problemsOf(given)).toEqual([expect.stringMatching(message)]);
  });

  it('makes secrets of the keys that it names and of the headers that hold some, also with mistakes', async () => {
    const given = await environment({ router: ROUTER, x: 1 }, { ROUTER_SECRET_WORD: 'router-key' });
    const secrets = secretsOf(given);
    expect(secrets).toEqual(expect.arrayContaining(['router-key', 'header-secret']));
    expect(secrets).not.toContain('my bot');
  });

  it('makes secrets of them as they are used, in quotation marks or not', async () => {
    const given = await environment({ router: ROUTER }, { ROUTER_SECRET_WORD: '"router-key"' });
    const secrets = secretsOf({ ...given, PROVIDERS_FILE: `'${given['PROVIDERS_FILE']}'` });
    expect(secrets).toEqual(expect.arrayContaining(['router-key', 'header-secret']));
  });
});
