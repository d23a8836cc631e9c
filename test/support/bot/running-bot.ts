import { startApp, type App } from '../../../src/app/start-app.ts';
import { secretsOf } from '../../../src/config/secrets-of.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import type { ProviderStandIn } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
  type TelegramStandInOptions,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import type { Clock } from '../../../src/foundation/clock.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { createRedactor } from '../../../src/foundation/redact.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { briskClock } from '../clocks/brisk-clock.ts';
import { createMigratedDatabase, type TestDatabase } from '../database/test-database.ts';
import { startProviders, type ProvidersOptions } from './start-providers.ts';

export const ADMIN = 900;
export const SARA = 101;
export const OMID = 102;

type Environment = Record<string, string>;

export interface RunningBotOptions extends ProvidersOptions {
  engine?: Engine;
  /** Default: a new one of that engine. */
  database?: Pick<TestDatabase, 'url' | 'remove'>;
  telegram?: TelegramStandInOptions;
  /** What differs from the usual environment. */
  environment?: Environment;
  /** Adds people and groups before the bot starts. */
  prepare?: (telegram: TelegramStandIn) => void;
  /** The bot's own clock. Default: the system's, with shorter rests. */
  clock?: Clock;
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
  const providers = await startProviders(options);
  const created = options.database ?? (await createMigratedDatabase(options.engine ?? 'sqlite'));
  let opened: Promise<Database> | null = null;
  return {
    telegram,
    provider: (id) => {
      const found = providers.standIns.find((provider) => provider.id === id);
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
      ...providers.environment,
      ...options.environment,
    },
    database: () => (opened ??= openDatabase({ url: created.url })),
    close: async () => {
      await providers.close();
      await telegram.close();
      await (await opened)?.close();
      await created.remove();
    },
  };
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
  clock: Clock = briskClock,
): Promise<RunningBot> {
  const { telegram, environment } = surroundings;
  const log: string[] = [];
  const config = readConfig(environment);
  const redact = createRedactor(secretsOf(environment));
  const logger = createLogger(config.logLevel, redact, { write: (line) => log.push(line) });
  const app = await startApp(config, clock, logger);
  // A test that is about the end of the bot looks at it; in others it must not end the process.
  app.ended.catch(() => undefined);
  const messageAfter = (chatId: number, messageId: number, timeoutMs = 300_000) =>
    telegram.waitForMessage(chatId, (message) => message.id > messageId && isWhole(message), timeoutMs);
  return {
    ...surroundings,
    app,
    log,
    errors: () => log.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level === 'error'),
    messageAfter,
    ask: async (userId, text, { chatId = userId } = {}) => {
      const { message_id } = telegram.say(userId, text, { chatId });
      return stripMarks((await telegram.waitForMessage(chatId, isReplyAfter(message_id))).text);
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

/** Whether it is a whole message after the one with this id, and no alert. */
export function isReplyAfter(messageId: number): (message: ChatMessage) => boolean {
  return (message) => message.id > messageId && isWhole(message) && !isAlert(message);
}

/** An alert comes by itself, perhaps before the reply to what an admin just sent. */
function isAlert({ text, keyboard }: ChatMessage): boolean {
  const hasAlertButton = keyboard
    .flat()
    .some(({ value }) => /^(?:alert|budget-raise|day-raise):/.test(value));
  return hasAlertButton || stripMarks(text).startsWith('🚨');
}

/** Whether a message is no longer being written: neither a draft nor one with a stop button. */
export function isWhole({ draft, keyboard }: ChatMessage): boolean {
  return draft === null && !keyboard.flat().some(({ value }) => value.startsWith('stop:'));
}
