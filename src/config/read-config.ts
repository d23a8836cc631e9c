import { readFileSync } from 'node:fs';
import { Cron } from './cron-expression.ts';
import {
  BUILT_IN_PROVIDERS,
  type BuiltInProvider,
  type Config,
  type DatabaseConfig,
  type PriceOverrides,
  type ProviderConfig,
} from './config.ts';
import { EnvironmentReader, quoted } from './environment-reader.ts';
import { modelName } from './model-name.ts';
import { readAccess } from './read-access.ts';
import { parsePrices } from './parse-prices.ts';
import { readProvidersFile } from './providers-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const TELEGRAM = 'https://api.telegram.org';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The bot's configuration. Throws one `ConfigError` that names all problems. */
export function readConfig(environment: Environment): Config {
  const read = new EnvironmentReader(environment);
  const config = {
    ...readShared(read),
    botToken: read.botToken('BOT_TOKEN'),
    adminIds: read.ids('ADMIN_IDS'),
  };
  if (config.publicUrl && !config.webhookSecret)
    read.problem('WEBHOOK_SECRET', 'is required with PUBLIC_URL');
  if (config.publicUrl && config.port === null) read.problem('PORT', 'is required with PUBLIC_URL');
  read.throwProblems();
  return Object.freeze(config);
}

/** The configuration of the programs that only use the database and need no bot token. */
export function readDatabaseConfig(environment: Environment): DatabaseConfig {
  const read = new EnvironmentReader(environment);
  const config = readShared(read);
  read.throwProblems();
  return Object.freeze(config);
}

function readShared(read: EnvironmentReader): DatabaseConfig {
  const databaseUrl = read.databaseUrl('DATABASE_URL', 'file:./data/usage.db');
  const telegramApiRoot = read.url('TELEGRAM_API_ROOT', ['http', 'https']) ?? TELEGRAM;
  const providers = Object.fromEntries(BUILT_IN_PROVIDERS.map((name) => [name, readProvider(read, name)]));
  const { added, adjusted, ids } = readProvidersFile(read, BUILT_IN_PROVIDERS);
  return {
    adminChat: read.chat('ADMIN_CHAT_ID'),
    access: readAccess(read),
    userRequestsPerMinute: read.integer('USER_REQUESTS_PER_MINUTE', { fallback: 20, min: 0, max: 100_000 }),
    telegramApiRoot,
    proxyUrl: read.proxyUrl('PROXY_URL'),
    databaseUrl,
    databaseReadUrl: read.replicaUrl('DATABASE_READ_URL', databaseUrl),
    providers: providers as Record<BuiltInProvider, ProviderConfig>,
    addedProviders: added,
    adjustments: adjusted,
    groqTranscriptionModel: modelName(
      'groq',
      read.text('GROQ_TRANSCRIPTION_MODEL') ?? 'whisper-large-v3-turbo',
    ),
    providerOrder: read.order('PROVIDER_ORDER', ids ?? read.list('PROVIDER_ORDER')),
    defaultLocale: read.oneOf('DEFAULT_LOCALE', ['en', 'fa'], 'en'),
    timeZone: read.timeZone('TIMEZONE', 'UTC'),
    reportCron: readCron(read, 'REPORT_CRON', '0 9 * * *'),
    cleanupCron: readCron(read, 'CLEANUP_CRON', '0 0 * * 0'),
    retentionDays: read.integer('RETENTION_DAYS', { fallback: 30, min: 0, max: 36_500 }),
    quotaAlertPercent: read.integer('QUOTA_ALERT_PERCENT', { fallback: 90, min: 1, max: 100 }),
    userDailyTokens: read.integer('USER_DAILY_TOKENS', { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER }),
    prices: readPrices(read, ids),
    port: read.optionalInteger('PORT', { min: 1, max: 65_535 }),
    listenHost: read.text('LISTEN_HOST'),
    publicUrl: read.publicUrl('PUBLIC_URL', telegramApiRoot === TELEGRAM),
    webhookSecret: read.matching(
      'WEBHOOK_SECRET',
      /^[A-Za-z0-9_-]{1,256}$/,
      '1 to 256 letters, digits, _ or -',
    ),
    metricsToken: read.text('METRICS_TOKEN'),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

function readProvider(read: EnvironmentReader, name: BuiltInProvider): ProviderConfig {
  const prefix = name.toUpperCase();
  return {
    apiKey: read.text(`${prefix}_API_KEY`),
    baseUrl: read.serverRoot(`${prefix}_BASE_URL`),
    models: [...new Set(read.list(`${prefix}_MODEL`).map((text) => modelName(name, text)))],
  };
}

function readCron(read: EnvironmentReader, name: string, fallback: string): string | null {
  // node-cron splits fields at single spaces only.
  const expression = (read.text(name) ?? fallback).replace(/\s+/g, ' ');
  if (expression.toLowerCase() === 'off') return null;
  if (Cron.neverComes(expression)) read.problem(name, `names a day that never comes: ${quoted(expression)}`);
  else if (!Cron.isValid(expression))
    read.problem(name, `must be five or six cron fields or off, not ${quoted(expression)}`);
  return expression;
}

/** `provider/model`, with the one name of the model. */
function pricedName(text: string): string {
  const [, provider = '', model = ''] = /^([^/]+)\/(.+)$/s.exec(text) ?? [];
  const builtIn = BUILT_IN_PROVIDERS.find((id) => id === provider);
  return builtIn ? `${builtIn}/${modelName(builtIn, model)}` : text;
}

function readPrices(read: EnvironmentReader, ids: readonly string[] | null): PriceOverrides {
  const file = read.text('PRICES_FILE');
  if (!file) return {};
  try {
    const prices = Object.entries(parsePrices(readFileSync(file, 'utf8'), ids));
    return Object.fromEntries(prices.map(([model, price]) => [pricedName(model), price]));
  } catch (error) {
    read.problem('PRICES_FILE', `${file}: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}
