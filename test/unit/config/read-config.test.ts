import { readFileSync } from 'node:fs';
import { ConfigError } from '../../../src/config/environment-reader.ts';
import { configHints, readConfig, readDatabaseConfig } from '../../../src/config/read-config.ts';
import { secretsOf } from '../../../src/config/secrets-of.ts';

const TOKEN = '123456:AAbb-cc_dd';
const REQUIRED = { BOT_TOKEN: TOKEN, ADMIN_IDS: '1' };

/** The contract's defaults for a bot with only the required settings. */
const DEFAULTS = {
  botToken: TOKEN,
  adminIds: [1],
  adminChat: null,
  telegramApiRoot: 'https://api.telegram.org',
  proxyUrl: null,
  databaseUrl: 'file:./data/usage.db',
  databaseReadUrl: 'file:./data/usage.db',
  groqTranscriptionModel: 'whisper-large-v3-turbo',
  providerOrder: ['groq', 'gemini', 'cerebras', 'cohere'],
  defaultLocale: 'en',
  timeZone: 'UTC',
  reportCron: '0 9 * * *',
  cleanupCron: '0 0 * * 0',
  retentionDays: 30,
  quotaAlertPercent: 90,
  userDailyTokens: 0,
  prices: {},
  port: null,
  listenHost: null,
  publicUrl: null,
  webhookSecret: null,
  metricsToken: null,
  apiToken: null,
  backupCron: null,
  backupPassword: null,
  logLevel: 'info',
};

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig({ ...REQUIRED, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function read(name: string, value: string, others: Record<string, string> = {}): Record<string, unknown> {
  return { ...readConfig({ ...REQUIRED, ...others, [name]: value }) };
}

describe('the configuration', () => {
  it('has the contract’s defaults', () => {
    const config = readConfig(REQUIRED);
    expect(config).toMatchObject(DEFAULTS);
    for (const provider of Object.values(config.providers)) {
      expect(provider).toEqual({ apiKey: null, baseUrl: null, models: [] });
    }
  });

  it('treats blank variables, as in .env.example, as absent', () => {
    const example = readFileSync('.env.example', 'utf8');
    const names = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(30);
    const blank = Object.fromEntries(names.map((name) => [name, '  ']));
    expect(readConfig({ ...blank, ...REQUIRED })).toEqual(readConfig(REQUIRED));
  });

  it('is frozen', () => {
    const config = readConfig(REQUIRED);
    expect(() => Object.assign(config, { timeZone: 'Asia/Tehran' })).toThrow(TypeError);
  });

  it('needs no token and no admins for database programs', () => {
    expect(readDatabaseConfig({ TIMEZONE: 'Asia/Tehran' })).toMatchObject({ timeZone: 'Asia/Tehran' });
  });

  it('reports all problems at once, by variable', () => {
    const problems = problemsOf({
      BOT_TOKEN: undefined,
      ADMIN_IDS: 'me',
      TIMEZONE: 'Mars/Olympus',
      REPORT_CRON: 'daily',
      PORT: '0',
      PUBLIC_URL: 'http://insecure',
    });
    const names = problems.map((problem) => problem.split(' ')[0]);
    expect(names).toEqual(
      expect.arrayContaining(['ADMIN_IDS', 'BOT_TOKEN', 'PORT', 'PUBLIC_URL', 'REPORT_CRON', 'TIMEZONE']),
    );
    expect(names).toHaveLength(6);
  });

  it('does not repeat a secret given in the wrong variable', () => {
    const token = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
    const key = 'gsk_SECRETKEY123456';
    const mixed = {
      BOT_TOKEN: '123',
      ADMIN_IDS: token,
      PROVIDER_ORDER: key,
      TIMEZONE: key,
      REPORT_CRON: token,
    };
    const problems = problemsOf({ ...mixed, ADMIN_CHAT_ID: token, DEFAULT_LOCALE: key, RETENTION_DAYS: key });
    expect(problems).toHaveLength(8);
    expect(problems.join('\n').toLowerCase()).not.toMatch(/aahdqtcv|secretkey/);
  });

  it('does not repeat an address with a login, or a quoted key, given in the wrong variable', () => {
    const problems = problemsOf({
      TIMEZONE: 'http://user:zebra-pw@proxy.example',
      DEFAULT_LOCALE: 'socks5://u:zebra@[::1]:1',
      REPORT_CRON: '"gsk_zebra-key-1234"',
    });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toContain('zebra');
  });

  it('reports problems without secrets', () => {
    const secret = 's3cr3t pässwörd';
    const names = [
      'BOT_TOKEN',
      'WEBHOOK_SECRET',
      'PROXY_URL',
      'DATABASE_URL',
      'DATABASE_READ_URL',
      'GROQ_BASE_URL',
    ];
    const problems = problemsOf(Object.fromEntries(names.map((name) => [name, `x://u:${secret}@h`])));
    expect(problems).toHaveLength(names.length);
    expect(problems.join('\n')).not.toContain('s3cr3t');
  });

  it.each([
    ['ADMIN_IDS', ' 5 , 6,', { adminIds: [5, 6] }],
    ['ADMIN_IDS', '5,6, 5', { adminIds: [5, 6] }],
    ['ADMIN_CHAT_ID', '-100123', { adminChat: { chatId: -100_123, threadId: null } }],
    ['ADMIN_CHAT_ID', '-100123:45', { adminChat: { chatId: -100_123, threadId: 45 } }],
    ['TELEGRAM_API_ROOT', 'http://127.0.0.1:8081/', { telegramApiRoot: 'http://127.0.0.1:8081' }],
    ['PROXY_URL', 'socks5://u:p@127.0.0.1:1080', { proxyUrl: 'socks5://u:p@127.0.0.1:1080' }],
    ['DATABASE_URL', 'postgres://h/d', { databaseUrl: 'postgres://h/d', databaseReadUrl: 'postgres://h/d' }],
    ['DATABASE_READ_URL', 'file:./data/usage.db', { databaseReadUrl: 'file:./data/usage.db' }],
    ['GROQ_TRANSCRIPTION_MODEL', 'whisper-large-v3', { groqTranscriptionModel: 'whisper-large-v3' }],
    ['PROVIDER_ORDER', 'cohere', { providerOrder: ['cohere', 'groq', 'gemini', 'cerebras'] }],
    ['PROVIDER_ORDER', 'Gemini, gemini', { providerOrder: ['gemini', 'groq', 'cerebras', 'cohere'] }],
    ['DEFAULT_LOCALE', 'FA', { defaultLocale: 'fa' }],
    ['TIMEZONE', 'Asia/Tehran', { timeZone: 'Asia/Tehran' }],
    ['REPORT_CRON', '*/30 0 9 * * 1-5', { reportCron: '*/30 0 9 * * 1-5' }],
    ['REPORT_CRON', 'off', { reportCron: null }],
    ['REPORT_CRON', 'OFF', { reportCron: null }],
    ['REPORT_CRON', '0\t9  * * *', { reportCron: '0 9 * * *' }],
    ['REPORT_CRON', '0 22-4 * * *', { reportCron: '0 22-4 * * *' }],
    ['CLEANUP_CRON', 'off', { cleanupCron: null }],
    ['RETENTION_DAYS', '0', { retentionDays: 0 }],
    ['QUOTA_ALERT_PERCENT', '100', { quotaAlertPercent: 100 }],
    ['USER_DAILY_TOKENS', '50000', { userDailyTokens: 50_000 }],
    ['PORT', '65535', { port: 65_535 }],
    ['METRICS_TOKEN', 'm', { metricsToken: 'm' }],
    ['API_TOKEN', 'm', { apiToken: 'm' }],
    ['BACKUP_PASSWORD', ' open sesame ', { backupPassword: 'open sesame' }],
    ['LOG_LEVEL', 'TRACE', { logLevel: 'trace' }],
  ])('reads %s=%s', (name, value, expected) => {
    expect(read(name, value)).toMatchObject(expected);
  });

  it('accepts a PostgreSQL replica and refuses one for SQLite', () => {
    const server = { DATABASE_URL: 'postgresql://p/d' };
    expect(read('DATABASE_READ_URL', 'postgresql://r/d', server)).toMatchObject({
      databaseUrl: 'postgresql://p/d',
      databaseReadUrl: 'postgresql://r/d',
    });
    const refusal = ['DATABASE_READ_URL must be a replica of DATABASE_URL; both must be PostgreSQL'];
    expect(problemsOf({ ...REQUIRED, DATABASE_READ_URL: 'postgresql://r/d' })).toEqual(refusal);
    expect(problemsOf({ ...REQUIRED, ...server, DATABASE_READ_URL: 'file:copy.db' })).toEqual(refusal);
  });

  it('reads each provider', () => {
    const { providers } = readConfig({
      ...REQUIRED,
      GEMINI_API_KEY: ' key ',
      GEMINI_BASE_URL: 'http://127.0.0.1:9/',
      GEMINI_MODEL: 'one, two,one',
    });
    expect(providers.gemini).toEqual({
      apiKey: 'key',
      baseUrl: 'http://127.0.0.1:9',
      models: ['one', 'two'],
    });
    expect(providers.groq.apiKey).toBeNull();
  });

  it('reads a webhook with its secret and port', () => {
    const webhook = { PORT: '8080', WEBHOOK_SECRET: 'A-b_1' };
    expect(read('PUBLIC_URL', 'https://bot.example/', webhook)).toMatchObject({
      publicUrl: 'https://bot.example',
      webhookSecret: 'A-b_1',
    });
  });

  it.each([
    ['BOT_TOKEN', 'hello'],
    ['ADMIN_IDS', ''],
    ['ADMIN_IDS', '1,-2'],
    ['ADMIN_IDS', '@me'],
    ['GROQ_API_KEY', 'Bearer gsk_1'],
    ['GEMINI_API_KEY', 'AIza\u2026'],
    ['COHERE_API_KEY', 'کلید'],
    ['GROQ_API_KEY', '"gsk_1";'],
    ['GROQ_API_KEY', 'gsk_1,'],
    ['GROQ_API_KEY', 'gsk_1"'],
    ['GROQ_API_KEY', '<gsk_1>'],
    ['GROQ_API_KEY', '${OTHER}'],
    ['GROQ_API_KEY', '$OTHER'],
    ['TELEGRAM_API_ROOT', 'https://api.telegram.org/bot<token>'],
    ['TELEGRAM_API_ROOT', 'https://api.telegram.org/bot123:abc/getMe'],
    ['GROQ_BASE_URL', 'localhost:8080'],
    ['PROXY_URL', 'http://h:1/path'],
    ['PROXY_URL', 'socks5://h:1?x'],
    ['PROXY_URL', 'vless://h:1'],
    ['QUOTA_ALERT_PERCENT', '0.9'],
    ['USER_DAILY_TOKENS', '50,00'],
    ['ADMIN_IDS', '[]'],
    ['CEREBRAS_API_KEY', 'csk-1\ncsk-2'],
    ['API_TOKEN', 'two words'],
    ['GROQ_MODEL', 'a;b'],
    ['GROQ_MODEL', '["a","b"]'],
    ['TELEGRAM_API_ROOT', 'https://api.telegram.org/bot'],
    ['TELEGRAM_API_ROOT', 'https://api.telegram.org/bot123:abc'],
    ['ADMIN_IDS', '9999999999999999'],
    ['ADMIN_CHAT_ID', '-9999999999999999'],
    ['ADMIN_CHAT_ID', '@channel'],
    ['ADMIN_CHAT_ID', '-100123:'],
    ['ADMIN_CHAT_ID', '-100123:0'],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
    ['TELEGRAM_API_ROOT', 'https:api.telegram.org'],
    ['TELEGRAM_API_ROOT', 'https://user:word@h'],
    ['TELEGRAM_API_ROOT', 'https://h?x=1'],
    ['GROQ_BASE_URL', 'https://h/#f'],
    ['GROQ_BASE_URL', 'http:/h'],
    ['GROQ_BASE_URL', 'https://user@h'],
    ['PROXY_URL', 'http:h:1'],
    ['PROXY_URL', 'ftp://proxy'],
    ['PROXY_URL', 'socks5://'],
    ['DATABASE_URL', 'mysql://h/d'],
    ['DATABASE_URL', 'file:'],
    ['DATABASE_URL', 'file:x#y.db'],
    ['DATABASE_URL', 'file:100%.db'],
    ['DATABASE_READ_URL', 'h/d'],
    ['COHERE_BASE_URL', 'cohere'],
    ['GROQ_BASE_URL', 'https://api.groq.com/openai/v1'],
    ['PROVIDER_ORDER', 'groq,openai'],
    ['DEFAULT_LOCALE', 'de'],
    ['TIMEZONE', 'Tehran'],
    ['REPORT_CRON', '0 9 * *'],
    ['REPORT_CRON', '0 0 0 9 * * *'],
    ['REPORT_CRON', '61 9 * * *'],
    ['REPORT_CRON', '0 0 31 2 *'],
    ['CLEANUP_CRON', 'weekly'],
    ['RETENTION_DAYS', '-1'],
    ['RETENTION_DAYS', '1.5'],
    ['QUOTA_ALERT_PERCENT', '0'],
    ['QUOTA_ALERT_PERCENT', '101'],
    ['USER_DAILY_TOKENS', 'many'],
    ['PRICES_FILE', '/no/such/file.json'],
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['WEBHOOK_SECRET', 'white space'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
  });

  it('refuses a cron day that never comes', () => {
    const [problem] = problemsOf({ REPORT_CRON: '0 0 31 2 *' });
    expect(problem).toBe('REPORT_CRON names a day that never comes: "0 0 31 2 *"');
    expect(problemsOf({ REPORT_CRON: '0 0 29 2 *' })).toEqual([]);
  });

  it.each([
    ['https://h:444', 'port'],
    ['https://h?x=1', '?'],
    ['https://h/#zebra', '?'],
    ['https://u:zebra@h', 'password'],
    ['https:h', 'https://'],
    ['http://h', 'https://'],
  ])('refuses the public address %s', (value, word) => {
    const problems = problemsOf({ PUBLIC_URL: value, PORT: '80', WEBHOOK_SECRET: 's' });
    expect(problems).toEqual([expect.stringContaining(word)]);
    expect(problems[0]).toMatch(/^PUBLIC_URL /);
    expect(problems[0]).not.toContain('zebra');
  });

  it.each(['https://h', 'https://h:443', 'https://h:88', 'https://h:8443/app', 'https://h:80/'])(
    'accepts the public address %s',
    (value) => {
      expect(problemsOf({ PUBLIC_URL: value, PORT: '80', WEBHOOK_SECRET: 's' })).toEqual([]);
    },
  );

  it('accepts any port with another Bot API server', () => {
    const address = { PUBLIC_URL: 'https://h:444', PORT: '80', WEBHOOK_SECRET: 's' };
    expect(problemsOf({ ...address, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' })).toEqual([]);
  });

  it('requires a port with a public address', () => {
    expect(problemsOf({ PUBLIC_URL: 'https://bot.example' })).toEqual([
      expect.stringMatching(/^PORT is required/),
    ]);
  });

  it('serves the dashboard at any public address where updates come by long polling', () => {
    const config = read('PUBLIC_URL', 'https://bot.example:9443', { PORT: '80' });
    expect(config).toMatchObject({ publicUrl: 'https://bot.example:9443', webhookSecret: null });
  });

  it.each([
    ['ADMIN_IDS', '۱۰۰۱، ۱۰۰۲', { adminIds: [1001, 1002] }],
    ['ADMIN_IDS', '١٠٠١ ؛ ١٠٠٢', { adminIds: [1001, 1002] }],
    ['ADMIN_IDS', '１００１，１００２、１００３', { adminIds: [1001, 1002, 1003] }],
    ['ADMIN_IDS', '1001 1002;1003', { adminIds: [1001, 1002, 1003] }],
    ['ADMIN_IDS', '\u200F1001\u200E,\u20681002\u2069', { adminIds: [1001, 1002] }],
    ['ADMIN_IDS', '"1001,1002"', { adminIds: [1001, 1002] }],
    ['ADMIN_CHAT_ID', '−۱۰۰۱۲۳:۴۵', { adminChat: { chatId: -100_123, threadId: 45 } }],
    ['BOT_TOKEN', `\uFEFF'${TOKEN}'\r`, { botToken: TOKEN }],
    ['BOT_TOKEN', `“${TOKEN}”`, { botToken: TOKEN }],
    ['RETENTION_DAYS', '۹۰', { retentionDays: 90 }],
    ['PORT', '٨٠٨٠', { port: 8080 }],
    ['REPORT_CRON', '۰ ۹ * * *', { reportCron: '0 9 * * *' }],
    ['PROVIDER_ORDER', 'gemini، groq', { providerOrder: ['gemini', 'groq', 'cerebras', 'cohere'] }],
    ['ADMIN_IDS', '["1001","1002"]', { adminIds: [1001, 1002] }],
    ['ADMIN_IDS', "'1001','1002'", { adminIds: [1001, 1002] }],
    ['ADMIN_CHAT_ID', '-100123 : 45', { adminChat: { chatId: -100_123, threadId: 45 } }],
    ['QUOTA_ALERT_PERCENT', '۸۵٪', { quotaAlertPercent: 85 }],
    ['QUOTA_ALERT_PERCENT', '85 %', { quotaAlertPercent: 85 }],
    ['USER_DAILY_TOKENS', '50,000', { userDailyTokens: 50_000 }],
    ['USER_DAILY_TOKENS', '۵۰٬۰۰۰', { userDailyTokens: 50_000 }],
    ['REPORT_CRON', '0 0 9 ? * *', { reportCron: '0 0 9 * * *' }],
    ['REPORT_CRON', '０ ９ ＊ ＊ ＊', { reportCron: '0 9 * * *' }],
    ['TIMEZONE', 'asia/tehran', { timeZone: 'Asia/Tehran' }],
    ['TIMEZONE', 'Europe/Kyiv', { timeZone: 'Europe/Kyiv' }],
    ['PROXY_URL', 'socks5h://127.0.0.1:1080', { proxyUrl: 'socks5://127.0.0.1:1080' }],
    ['DATABASE_URL', 'file:///srv/usage.db', { databaseUrl: 'file:/srv/usage.db' }],
    ['DATABASE_URL', 'file://localhost/srv/usage.db', { databaseUrl: 'file:/srv/usage.db' }],
    ['DATABASE_URL', 'file: ./data/usage.db', { databaseUrl: 'file:./data/usage.db' }],
    ['DATABASE_URL', 'file:///C:/bot/usage.db', { databaseUrl: 'file:C:/bot/usage.db' }],
    ['DATABASE_URL', 'PostgreSQL://h/d', { databaseUrl: 'postgresql://h/d' }],
    ['LISTEN_HOST', '[::1]', { listenHost: '::1' }],
  ])('reads %s=%s as it was meant', (name, value, expected) => {
    expect(read(name, value)).toMatchObject(expected);
  });

  it.each([
    ['postgresql://u:p/w@h/d', false],
    ['postgresql://u:p#w@h/d', false],
    ['postgresql://u:p?w@h/d', false],
    ['postgresql://u:12/4@h/d', false],
    ['postgresql://u:12#4@h/d', false],
    ['postgresql://u:12?4@h/d', false],
    ['postgresql://u:p@w@h/d', true],
    ['postgresql://u:p%2Fw@h/d?user=a@b', true],
    ['postgresql://h/d?user=a@b', true],
  ])('says of %s whether its password must be encoded', (value, isFine) => {
    const problems = problemsOf({ DATABASE_URL: value });
    expect(problems).toEqual(isFine ? [] : [expect.stringMatching(/^DATABASE_URL .*must be encoded/)]);
    expect(problems.join()).not.toContain('@h/d');
  });

  it.each(['http://u:p#w@h:1', 'http://u:p/w@h:1', 'socks5://u:p?w@h:1'])(
    'says that the password of the proxy %s must be encoded',
    (value) => {
      expect(problemsOf({ PROXY_URL: value })).toEqual([
        expect.stringMatching(/^PROXY_URL .*must be encoded/),
      ]);
    },
  );

  it.each(['tg://proxy?server=h&port=1&secret=zebra', 'https://t.me/proxy?server=h&port=1&secret=zebra'])(
    'says that %s is no proxy for a bot',
    (value) => {
      const problems = problemsOf({ PROXY_URL: value });
      expect(problems).toEqual([expect.stringContaining('MTProto')]);
      expect(problems.join()).not.toContain('zebra');
    },
  );

  it.each([
    ['file://data/usage.db', 'file:./data/usage.db'],
    ['file://usage.db', 'file:./data/usage.db'],
    ['file://./usage.db', 'file:./data/usage.db'],
    ['file::memory:', 'in memory'],
    ['file:~/usage.db', '~'],
    ['file:$HOME/usage.db', '$NAME'],
    ['file:${HOME}/usage.db', '$NAME'],
    ['postgresql://u:zebra@h:99999/d', 'port'],
    ['postgresql://u:zebra@h:abc/d', 'port'],
    ['postgresql://u:zebra@h1:5432,h2:5432/d', 'one server'],
    ['postgresql://u:${PASSWORD}@h/d', 'not replaced'],
    ['postgresql://postgres:[YOUR-PASSWORD]@db.example:5432/postgres', 'placeholder'],
  ])('says of %s what is wrong with it', (value, words) => {
    const problems = problemsOf({ DATABASE_URL: value });
    expect(problems).toEqual([expect.stringContaining(words)]);
    expect(problems[0]).toMatch(/^DATABASE_URL /);
    expect(problems[0]).not.toMatch(/zebra|must be encoded/);
  });
});

describe('the names of the environment', () => {
  it.each([
    ['GORQ_API_KEY', 'GROQ_API_KEY'],
    ['GROQ_APIKEY', 'GROQ_API_KEY'],
    ['GROQ_KEY', 'GROQ_API_KEY'],
    ['groq_api_key', 'GROQ_API_KEY'],
    ['ADMIN_ID', 'ADMIN_IDS'],
    ['ADMINS_ID', 'ADMIN_IDS'],
    ['TIME_ZONE', 'TIMEZONE'],
    ['DATBASE_URL', 'DATABASE_URL'],
    ['PROT', 'PORT'],
    ['DEFAULT_LOCAL', 'DEFAULT_LOCALE'],
    ['TELEGRAM_PROXY_URL', 'PROXY_URL'],
    ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
    ['POSTGRES_URL', 'DATABASE_URL'],
    ['LISTEN_PORT', 'PORT'],
    ['WEBHOOK_URL', 'PUBLIC_URL'],
    ['REPORT_TIME', 'REPORT_CRON'],
  ])('%s is told to be nearly %s', (given, meant) => {
    expect(configHints({ ...REQUIRED, [given]: 'secret-value' })).toEqual([
      `${given} is not a setting: did you mean ${meant}?`,
    ]);
  });

  it.each(['PATH', 'HOME', 'TZ', 'HOST', 'LANG', 'TERM', 'USER', 'NODE_ENV', 'HOSTNAME', 'GROQ_API_KEY_2'])(
    'lets %s be another program’s',
    (name) => {
      expect(configHints({ ...REQUIRED, [name]: 'x' })).toEqual([]);
    },
  );

  it('says that a limit on spending is none where no provider has its id', () => {
    expect(configHints({ ...REQUIRED, ROUTER_MONTHLY_USD: '5', GROQ_MONTHLY_USD: '5' })).toEqual([
      'ROUTER_MONTHLY_USD is not a setting, and limits nothing: no provider has this id',
    ]);
  });

  it('lets a platform set a name of its own beside ours', () => {
    expect(configHints({ ...REQUIRED, TELEGRAM_TOKEN: TOKEN })).toEqual([]);
  });

  it('asks for what was meant beside the problem that it makes', () => {
    expect(() => readConfig({ TELEGRAM_TOKEN: TOKEN, ADMINS: '1' })).toThrow(
      expect.objectContaining({
        hints: [
          'TELEGRAM_TOKEN is not a setting: did you mean BOT_TOKEN?',
          'ADMINS is not a setting: did you mean ADMIN_IDS?',
        ],
      }),
    );
    expect(() => readConfig({ BOT_TOKEN: TOKEN, ADMIN_ID: '1' })).toThrow(
      expect.objectContaining({ hints: ['ADMIN_ID is not a setting: did you mean ADMIN_IDS?'] }),
    );
  });
});

describe('the secrets of the environment', () => {
  it('are all keys, tokens and secrets, and the passwords of URLs, also decoded', () => {
    const secrets = secretsOf({
      BOT_TOKEN: ` ${TOKEN} `,
      GROQ_API_KEY: 'groq-key',
      WEBHOOK_SECRET: 'hook',
      METRICS_TOKEN: '"metrics"',
      DATABASE_URL: 'postgresql://user:p%40ss@h/d',
      PROXY_URL: 'socks5://u:proxy-pass@h:1',
      DATABASE_READ_URL: 'postgresql://u:raw/pass@h/d',
      TIMEZONE: 'UTC',
      COHERE_API_KEY: '',
    });
    const wanted = [TOKEN, 'groq-key', 'hook', 'metrics', 'p%40ss', 'p@ss', 'proxy-pass', 'raw/pass'];
    expect([...new Set(secrets)].toSorted()).toEqual(wanted.toSorted());
  });

  it('include a password with an unescaped %', () => {
    expect(secretsOf({ PROXY_URL: 'http://u:50%off@h' })).toContain('50%off');
  });
});

describe('the name of a model', () => {
  const models = (environment: Record<string, string>, provider: 'groq' | 'gemini' | 'cerebras' | 'cohere') =>
    readConfig({ ...REQUIRED, ...environment }).providers[provider].models;

  it('is one, however it is written', () => {
    const gemini = 'models/gemini-3.5-flash-lite, gemini-3.5-flash-lite,gemini/gemini-3.8-flash';
    expect(models({ GEMINI_MODEL: gemini }, 'gemini')).toEqual(['gemini-3.5-flash-lite', 'gemini-3.8-flash']);
    expect(models({ GEMINI_MODEL: 'publishers/google/models/gemini-3.8-flash' }, 'gemini')).toEqual([
      'gemini-3.8-flash',
    ]);
    expect(models({ CEREBRAS_MODEL: 'cerebras/gpt-oss-120b' }, 'cerebras')).toEqual(['gpt-oss-120b']);
    expect(models({ COHERE_MODEL: 'cohere/command-a-03-2025' }, 'cohere')).toEqual(['command-a-03-2025']);
  });

  it.each([
    ['gemini', 'google/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['gemini', 'GEMINI-3.5-flash', 'gemini-3.5-flash'],
    ['gemini', 'Models/gemini-x', 'gemini-x'],
    ['gemini', 'Google/Gemini-3.8-Flash', 'gemini-3.8-flash'],
    ['gemini', 'googleai/gemini-3.8-flash', 'gemini-3.8-flash'],
    ['gemini', 'Gemini/models/gemma-3-27b-it', 'gemma-3-27b-it'],
    ['gemini', 'tunedModels/my-Own', 'tunedModels/my-Own'],
    ['gemini', 'google-gemini-x', 'google-gemini-x'],
    ['cohere', 'Cohere/command-a', 'command-a'],
    ['cohere', 'cohere-command-A', 'cohere-command-A'],
    ['cerebras', 'CEREBRAS/gpt-oss-120b', 'gpt-oss-120b'],
    ['groq', 'Groq/openai/gpt-oss-120b', 'openai/gpt-oss-120b'],
    ['groq', 'Groq/compound', 'groq/compound'],
    ['groq', 'google/gemma-3', 'google/gemma-3'],
  ] as const)('at %s is one, from "%s"', (provider, written, name) => {
    expect(models({ [`${provider.toUpperCase()}_MODEL`]: written }, provider)).toEqual([name]);
  });

  it('keeps what belongs to it', () => {
    const groq = 'groq/openai/gpt-oss-120b,groq/compound,openai/gpt-oss-20b,qwen/qwen3.8-27b';
    expect(models({ GROQ_MODEL: groq }, 'groq')).toEqual([
      'openai/gpt-oss-120b',
      'groq/compound',
      'openai/gpt-oss-20b',
      'qwen/qwen3.8-27b',
    ]);
  });
});
