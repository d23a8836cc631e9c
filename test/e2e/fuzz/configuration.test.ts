import * as fc from 'fast-check';
import { ConfigError } from '../../../src/config/environment-reader.ts';
import { parsePrices } from '../../../src/config/parse-prices.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { count, SEED } from './how-much.ts';
import { mangle } from './mangle.ts';
import { mutated } from './mutate-json.ts';
import { seededRandom } from '../../support/random.ts';

const RUNS = count(3_000);
const TIMEOUT_MS = 1_800_000;
const SECRET = 'Zebra-5ecret';

/** Secret values, which must stay secret in any variable. */
const secrets = [
  `123456789:${SECRET}-AAbbCCddEEffGGhhIIjjKKll`,
  `gsk_${SECRET}AAbbCCddEEffGGhhIIjjKKllMMnn`,
  `postgresql://user:${SECRET}@db.example:5432/usage?x=${SECRET}`,
  `socks5://user:${SECRET}@proxy.example:1080`,
  `http://user:${SECRET}@proxy.example`,
  `"${SECRET}-AAbbCCddEEffGG"`,
];
const values = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...secrets) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '0',
      '1',
      '-1',
      '1e3',
      '900,901',
      '99999999999999999999',
      '-1001:5',
      'off',
      '* * * * *',
      'fa',
      '* * * * * *',
      '61 * * * *',
      'Asia/Tehran',
      'Mars/Olympus',
      'groq,cohere',
      'groq,groq',
      'file:',
      'file:./x',
      'https://bot.example',
      'http://127.0.0.1:1/',
      'ftp://x',
      'mysql://x',
      '__proto__',
      '۱۲',
      '\u0000',
      '/etc',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const NAMES = [
  'BOT_TOKEN',
  'ADMIN_IDS',
  'ADMIN_CHAT_ID',
  'TELEGRAM_API_ROOT',
  'PROXY_URL',
  'DATABASE_URL',
  'DATABASE_READ_URL',
  'GROQ_API_KEY',
  'GEMINI_API_KEY',
  'GROQ_BASE_URL',
  'COHERE_BASE_URL',
  'GROQ_MODEL',
  'COHERE_MODEL',
  'GROQ_TRANSCRIPTION_MODEL',
  'PROVIDER_ORDER',
  'DEFAULT_LOCALE',
  'TIMEZONE',
  'REPORT_CRON',
  'CLEANUP_CRON',
  'RETENTION_DAYS',
  'QUOTA_ALERT_PERCENT',
  'USER_DAILY_TOKENS',
  'PRICES_FILE',
  'PORT',
  'LISTEN_HOST',
  'PUBLIC_URL',
  'WEBHOOK_SECRET',
  'METRICS_TOKEN',
  'HEARTBEAT_URL',
  'ALERT_WEBHOOK_URL',
  'ALERT_WEBHOOK_SECRET',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'LOG_LEVEL',
] as const;
const environment = fc.dictionary(fc.constantFrom(...NAMES), values, { minKeys: 1, maxKeys: 12 });

const amount = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e-300, 1e6, 1e7, -1));
const price = fc.oneof(
  fc.record(
    { input: amount, output: amount, cached: amount, reasoning: amount },
    { requiredKeys: ['input', 'output'] },
  ),
  fc.record({ audioHour: amount }),
  fc.array(
    fc.record({ from: fc.constantFrom('2026-01-01', '2026-02-30', 'x'), input: amount, output: amount }),
  ),
);
const prices = fc.dictionary(
  fc.constantFrom('groq/openai/gpt-oss-120b', 'cohere/x', 'groq/', 'other/x', '__proto__', 'toString'),
  price,
);

describe('a random environment', () => {
  it(
    'is accepted, or refused without printing secrets',
    () => {
      const property = fc.property(environment, (given) => {
        const problems = problemsOf(given);
        // Only the path of PRICES_FILE is quoted, since a value there was given as a file name.
        const said = problems.filter((problem) => !problem.startsWith('PRICES_FILE')).join('\n');
        expect(said).not.toContain(SECRET);
      });
      fc.assert(property, { numRuns: RUNS, seed: SEED });
    },
    TIMEOUT_MS,
  );
});

describe('a random PRICES_FILE', () => {
  it(
    'with JSON is accepted, or its mistakes are reported with their lines',
    () => {
      const property = fc.property(mutated(prices), (given) =>
        expectReadOrNamed(JSON.stringify(given, null, 1)),
      );
      fc.assert(property, { numRuns: RUNS, seed: SEED });
    },
    TIMEOUT_MS,
  );

  it(
    'with any bytes is accepted or refused',
    () => {
      const property = fc.property(prices, fc.nat(), (given, seed) =>
        expectReadOrNamed(mangle(Buffer.from(JSON.stringify(given)), seededRandom(seed)).toString()),
      );
      fc.assert(property, { numRuns: RUNS, seed: SEED });
    },
    TIMEOUT_MS,
  );
});

function problemsOf(given: Record<string, string>): readonly string[] {
  try {
    readConfig(given);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [error.message, ...error.problems];
  }
}

/** Each accepted price is neither negative nor absurd. */
function expectReadOrNamed(text: string): void {
  try {
    const read = parsePrices(text);
    for (const [model, found] of Object.entries(read)) {
      expect(model).toMatch(/^(groq|gemini|cerebras|cohere)\/./);
      const amounts = [found]
        .flat()
        .flatMap(({ ...fields }) => Object.values(fields))
        .filter(Number.isFinite);
      for (const value of amounts as number[]) expect(value).toBeLessThanOrEqual(1_000_000);
      for (const value of amounts as number[]) expect(value).toBeGreaterThanOrEqual(0);
    }
  } catch (error) {
    if (isAssertion(error)) throw error;
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(
      /^(line \d+: )?.*(must|may|not valid JSON|is too large|Invalid|a second time|is repeated)/,
    );
  }
}

function isAssertion(error: unknown): boolean {
  return error instanceof Error && 'matcherResult' in error;
}
