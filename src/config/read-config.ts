import { plainCron } from '../foundation/plain-cron.ts';
import { Cron } from './cron-expression.ts';
import {
  BUILT_IN_PROVIDERS,
  type BuiltInProvider,
  type Config,
  type DatabaseConfig,
  type PriceOverrides,
  type ProviderConfig,
} from './config.ts';
import { EnvironmentReader } from './environment-reader.ts';
import { problemsOf, readSettingsFile } from './files/settings-file.ts';
import { quoted } from './quoted.ts';
import { modelName, pricedName } from './model-name.ts';
import { readAccess } from './read-access.ts';
import { readMoney } from './read-money.ts';
import { readMonitoring } from './read-monitoring.ts';
import { parsePrices } from './parse-prices.ts';
import { readProvidersFile } from './providers-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const TELEGRAM = 'https://api.telegram.org';
/** Where a bot keeps its ledger that names no other database. */
export const DEFAULT_DATABASE_URL = 'file:./data/usage.db';
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The bot's configuration. Throws one `ConfigError` that names all problems. */
export function readConfig(environment: Environment): Config {
  const read = new EnvironmentReader(environment);
  const config = readAll(read);
  if (config.publicUrl && read.text('PORT') === null) read.problem('PORT', 'is required with PUBLIC_URL');
  read.throwProblems();
  return Object.freeze(config);
}

/** Names in the environment that are nearly those of settings: each in a sentence that asks what was meant. */
export function configHints(environment: Environment): string[] {
  const read = new EnvironmentReader(environment);
  readAll(read);
  return read.hints();
}

function readAll(read: EnvironmentReader): Config {
  return {
    ...readShared(read),
    botToken: read.botToken('BOT_TOKEN'),
    adminIds: read.ids('ADMIN_IDS'),
  };
}

/** The names of all settings but the keys of providers, which more than one provider may use. */
function settingNames(): ReadonlySet<string> {
  const read = new EnvironmentReader({});
  readAll(read);
  return new Set([...read.names].filter((name) => !name.endsWith('_API_KEY')));
}

/** The configuration of the programs that only use the database and need no bot token. */
export function readDatabaseConfig(environment: Environment): DatabaseConfig {
  const read = new EnvironmentReader(environment);
  const config = readShared(read);
  read.throwProblems();
  return Object.freeze(config);
}

function readShared(read: EnvironmentReader): DatabaseConfig {
  const databaseUrl = read.databaseUrl('DATABASE_URL', DEFAULT_DATABASE_URL);
  const telegramApiRoot = read.url('TELEGRAM_API_ROOT', ['http', 'https']) ?? TELEGRAM;
  if (/\/bot(?:$|\d+:|[<{[$])/i.test(telegramApiRoot))
    read.problem('TELEGRAM_API_ROOT', 'must be the server without /bot and what follows, which the bot adds');
  const webhookSecret = read.matching(
    'WEBHOOK_SECRET',
    /^[A-Za-z0-9_-]{1,256}$/,
    '1 to 256 letters, digits, _ or -',
  );
  const providers = Object.fromEntries(BUILT_IN_PROVIDERS.map((name) => [name, readProvider(read, name)]));
  const { added, adjusted, ids } = readProvidersFile(read, BUILT_IN_PROVIDERS, settingNames);
  return {
    adminChat: read.chat('ADMIN_CHAT_ID'),
    access: readAccess(read),
    money: readMoney(read, ids ?? BUILT_IN_PROVIDERS),
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
    providerOrder: read.order('PROVIDER_ORDER', ids),
    defaultLocale: read.oneOf('DEFAULT_LOCALE', ['en', 'fa'], 'en'),
    timeZone: read.timeZone('TIMEZONE', 'UTC'),
    reportCron: readCron(read, 'REPORT_CRON', '0 9 * * *'),
    cleanupCron: readCron(read, 'CLEANUP_CRON', '0 0 * * 0'),
    retentionDays: read.integer('RETENTION_DAYS', { fallback: 30, min: 0, max: 36_500 }),
    quotaAlertPercent: read.percent('QUOTA_ALERT_PERCENT', 90),
    userDailyTokens: read.integer('USER_DAILY_TOKENS', { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER }),
    prices: readPrices(read, ids),
    port: read.optionalInteger('PORT', { min: 1, max: 65_535 }),
    listenHost: read.text('LISTEN_HOST')?.replace(/^\[(.*)\]$/, '$1') ?? null,
    publicUrl: read.publicUrl('PUBLIC_URL', webhookSecret !== null && telegramApiRoot === TELEGRAM),
    webhookSecret,
    metricsToken: read.key('METRICS_TOKEN'),
    apiToken: read.key('API_TOKEN'),
    ...readBackup(read),
    monitoring: readMonitoring(read),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

function readProvider(read: EnvironmentReader, name: BuiltInProvider): ProviderConfig {
  const prefix = name.toUpperCase();
  return {
    apiKey: read.providerKey(`${prefix}_API_KEY`),
    baseUrl: read.serverRoot(`${prefix}_BASE_URL`),
    models: [...new Set(read.models(`${prefix}_MODEL`).map((text) => modelName(name, text)))],
  };
}

function readCron(read: EnvironmentReader, name: string, fallback: string): string | null {
  const expression = plainCron(read.text(name) ?? fallback);
  if (expression.toLowerCase() === 'off') return null;
  if (Cron.neverComes(expression)) read.problem(name, `names a day that never comes: ${quoted(expression)}`);
  else if (!Cron.isValid(expression))
    read.problem(name, `must be five or six cron fields or off, not ${quoted(expression)}`);
  return expression;
}

function readBackup(read: EnvironmentReader): Pick<Config, 'backupCron' | 'backupPassword'> {
  const backupCron = readCron(read, 'BACKUP_CRON', 'off');
  const backupPassword = read.text('BACKUP_PASSWORD');
  if (backupCron !== null && backupPassword === null)
    read.problem('BACKUP_PASSWORD', 'is required with BACKUP_CRON: a backup in a chat must be encrypted');
  return { backupCron, backupPassword };
}

function readPrices(read: EnvironmentReader, ids: readonly string[] | null): PriceOverrides {
  const file = read.text('PRICES_FILE');
  if (!file) return {};
  try {
    const prices = Object.entries(parsePrices(readSettingsFile(file), ids));
    return Object.fromEntries(prices.map(([model, price]) => [pricedName(model), price]));
  } catch (error) {
    for (const problem of problemsOf(error)) read.problem('PRICES_FILE', `${file}: ${problem}`);
    return {};
  }
}
