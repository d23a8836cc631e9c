import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../../../src/app/start-app.ts';
import { secretsOf } from '../../../src/config/secrets-of.ts';
import type { Config } from '../../../src/config/config.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import {
  startOpenAiStandIn,
  startProviderStandIn,
  type ProviderStandIn,
  type ProviderStandInOptions,
  type StandInProviderId,
} from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
  type TelegramStandInOptions,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { systemClock, type Clock } from '../../../src/foundation/clock.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { createRedactor } from '../../../src/foundation/redact.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { createMigratedDatabase, type TestDatabase } from '../database/test-database.ts';

export const ADMIN = 900;
export const SARA = 101;
export const OMID = 102;

type Environment = Record<string, string>;

export interface RunningBotOptions {
  engine?: Engine;
  /** Default: a new one of that engine. */
  database?: Pick<TestDatabase, 'url' | 'remove'>;
  /** Default: Groq alone. */
  providers?: Partial<Record<StandInProviderId, ProviderStandInOptions>>;
  /** Services with OpenAI's protocol, by the ids under which a `PROVIDERS_FILE` describes them. */
  added?: Readonly<Record<string, AddedService>>;
  /** What that file says of built-in ones. */
  adjusted?: Readonly<Record<string, object>>;
  telegram?: TelegramStandInOptions;
  /** What differs from the usual environment. */
  environment?: Environment;
  /** Adds people and groups before the bot starts. */
  prepare?: (telegram: TelegramStandIn) => void;
  /** The bot's own clock. Default: the system's. */
  clock?: Clock;
}

/** What the stand-in does, and what the file says of it beside its address. */
export interface AddedService {
  standIn?: ProviderStandInOptions;
  file?: { name?: string; models?: string[]; [field: string]: unknown };
}

export interface LogLine {
  level: string;
  msg: string;
  [field: string]: unknown;
}

/** The places that a bot runs between, before it is started. */
export interface BotSurroundings {
  telegram: TelegramStandIn;
  provider(id: string): ProviderStandIn;
  environment: Environment;
  /** A connection of its own to the bot's database. */
  database(): Promise<Database>;
  close(): Promise<void>;
}

export interface RunningBot extends Omit<BotSurroundings, 'close'> {
  app: App;
  /** Every line as it was written. */
  log: string[];
  errors(): LogLine[];
  /** Says something and resolves with the bot's next message in that chat, its invisible marks taken away. */
  ask(userId: number, text: string, options?: { chatId?: number }): Promise<string>;
  /** Resolves with the bot's next message after the one with this id. */
  messageAfter(chatId: number, messageId: number, timeoutMs?: number): Promise<ChatMessage>;
  /** The requests in the ledger, oldest first. */
  requests(): Promise<LedgerRow[]>;
  stop(): Promise<void>;
}

export type LedgerRow = Awaited<ReturnType<Database['client']['aiUsage']['findMany']>>[number];

/** Stand-ins on loopback and an empty database, with an environment that names them. */
export async function startSurroundings(options: RunningBotOptions = {}): Promise<BotSurroundings> {
  const telegram = await startTelegramStandIn(options.telegram);
  telegram.addUser({ id: ADMIN, firstName: 'Ada', languageCode: 'en' });
  telegram.addUser({ id: SARA, firstName: 'سارا', languageCode: 'fa' });
  telegram.addUser({ id: OMID, firstName: 'Omid', username: 'omid', languageCode: 'en' });
  options.prepare?.(telegram);
  const wanted = Object.entries(options.providers ?? { groq: {} }) as [
    StandInProviderId,
    ProviderStandInOptions,
  ][];
  const providers = await Promise.all(wanted.map(([id, behaviour]) => startProviderStandIn(id, behaviour)));
  const added = await startAdded(options);
  const all = [...providers, ...added.standIns];
  const created = options.database ?? (await createMigratedDatabase(options.engine ?? 'sqlite'));
  let opened: Promise<Database> | null = null;
  return {
    telegram,
    provider: (id) => {
      const found = all.find((provider) => provider.id === id);
      if (!found) throw new Error(`the test started no ${id}`);
      return found;
    },
    environment: {
      BOT_TOKEN: telegram.token,
      ADMIN_IDS: String(ADMIN),
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DATABASE_URL: created.url,
      ACCESS: 'open',
      // Tests write faster than people.
      USER_REQUESTS_PER_MINUTE: '0',
      REPORT_CRON: 'off',
      CLEANUP_CRON: 'off',
      LOG_LEVEL: 'trace',
      ...Object.assign({}, ...providers.map(providerEnvironment)),
      ...added.environment,
      ...options.environment,
    },
    database: () => (opened ??= openDatabase({ url: created.url })),
    close: async () => {
      await Promise.all(all.map((provider) => provider.close()));
      await added.remove();
      await telegram.close();
      await (await opened)?.close();
      await created.remove();
    },
  };
}

/** Starts the services of a `PROVIDERS_FILE`, and writes that. */
async function startAdded({ added = {}, adjusted = {} }: RunningBotOptions) {
  const wanted = Object.entries(added);
  if (wanted.length + Object.keys(adjusted).length === 0)
    return { standIns: [], environment: {}, remove: async () => undefined };
  const standIns = await Promise.all(wanted.map(([id, { standIn }]) => startOpenAiStandIn(id, standIn)));
  const described = standIns.map(({ id, baseUrl }) => {
    const usual = { name: id, baseUrl, apiKeyEnv: keyVariable(id), models: ['some/model'] };
    return [id, { ...usual, ...added[id]?.file }];
  });
  const folder = await mkdtemp(join(tmpdir(), 'providers-'));
  const file = join(folder, 'providers.json');
  await writeFile(file, JSON.stringify({ ...Object.fromEntries(described), ...adjusted }));
  const keys = standIns.map(({ id, apiKey }) => [keyVariable(id), apiKey]);
  return {
    standIns,
    environment: { PROVIDERS_FILE: file, ...Object.fromEntries(keys) } as Environment,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function keyVariable(id: string): string {
  return `${id.toUpperCase().replaceAll('-', '_')}_KEY`;
}

/** The real bot between stand-ins, over sockets. */
export async function startRunningBot(options: RunningBotOptions = {}): Promise<RunningBot> {
  const surroundings = await startSurroundings(options);
  try {
    return await startBotIn(surroundings, options.clock);
  } catch (error) {
    await surroundings.close().catch(() => undefined);
    throw error;
  }
}

/** Starts the bot where the stand-ins are up already. */
export async function startBotIn(
  surroundings: BotSurroundings,
  clock: Clock = systemClock,
): Promise<RunningBot> {
  const { telegram, environment } = surroundings;
  const log: string[] = [];
  const config = readConfig(environment);
  await loadInOrder(config);
  const redact = createRedactor(secretsOf(environment));
  const logger = createLogger(config.logLevel, redact, { write: (line) => log.push(line) });
  const app = await startApp(config, clock, logger);
  // A test that is about the end of the bot looks at it; in others it must not end the process.
  app.ended.catch(() => undefined);
  const messageAfter = (chatId: number, messageId: number, timeoutMs = 60_000) =>
    telegram.waitForMessage(chatId, (message) => message.id > messageId && isWhole(message), timeoutMs);
  return {
    ...surroundings,
    app,
    log,
    errors: () => log.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level === 'error'),
    messageAfter,
    ask: async (userId, text, { chatId = userId } = {}) => {
      const { message_id } = telegram.say(userId, text, { chatId });
      const isReply = (message: ChatMessage) =>
        message.id > message_id && isWhole(message) && !isAlert(message);
      return stripMarks((await telegram.waitForMessage(chatId, isReply, 60_000)).text);
    },
    requests: async () => {
      const { client } = await surroundings.database();
      return client.aiUsage.findMany({ orderBy: { id: 'asc' } });
    },
    stop: async () => {
      await app.stop();
      await surroundings.close();
    },
  };
}

const MODULES = {
  postgresql: () => import('../../../src/database/generated/postgresql/client.ts'),
  file: () => import('../../../src/database/generated/sqlite/client.ts'),
  groq: () => import('../../../src/providers/groq.ts'),
  gemini: () => import('../../../src/providers/gemini.ts'),
  cerebras: () => import('../../../src/providers/cerebras.ts'),
  cohere: () => import('../../../src/providers/cohere.ts'),
};

/** The bot loads what it is configured for side by side, which Jest's module loader cannot. */
async function loadInOrder({ databaseUrl, providers, addedProviders }: Config): Promise<void> {
  await MODULES[databaseUrl.startsWith('file:') ? 'file' : 'postgresql']();
  if (addedProviders.length > 0) await import('../../../src/providers/openai-compatible.ts');
  for (const [id, { apiKey }] of Object.entries(providers)) {
    if (apiKey !== null) await MODULES[id as keyof typeof providers]();
  }
}

function providerEnvironment({ id, apiKey, baseUrl }: ProviderStandIn): Environment {
  const name = id.toUpperCase();
  const address = { [`${name}_API_KEY`]: apiKey, [`${name}_BASE_URL`]: baseUrl };
  // One model each, so that a provider that is made to fail once has failed; a test about more names them.
  return id === 'groq' ? { ...address, GROQ_MODEL: 'openai/gpt-oss-120b' } : address;
}

/** An alert comes by itself, perhaps before the reply to what an admin just sent. */
function isAlert({ text, keyboard }: ChatMessage): boolean {
  const hasAlertButton = keyboard.flat().some(({ value }) => value.startsWith('alert:'));
  return hasAlertButton || stripMarks(text).startsWith('🚨');
}

/** Whether a message is no longer being written: neither a draft nor one with a stop button. */
export function isWhole({ draft, keyboard }: ChatMessage): boolean {
  return draft === null && !keyboard.flat().some(({ value }) => value.startsWith('stop:'));
}
