import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startApp } from '../app/start-app.ts';
import { BUILT_IN_PROVIDERS, secretsOf, type Config } from '../config/config.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readConfig, readDatabaseConfig } from '../config/read-config.ts';
import { startChatPage } from '../tools/demo/chat-page.ts';
import { demoGroup, demoPeople } from '../tools/demo/demo-people.ts';
import { playConversation } from '../tools/demo/play-conversation.ts';
import { printEvent } from '../tools/demo/print-chat.ts';
import { startProviderStandIn } from '../tools/stand-ins/providers/provider-stand-in.ts';
import type { TelegramEvent } from '../tools/stand-ins/telegram/world/telegram-event.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../tools/stand-ins/telegram/telegram-stand-in.ts';
import { startTerminalChat } from '../tools/demo/terminal-chat.ts';
import { visibleText } from '../tools/demo/visible-text.ts';
import { fillHistory } from '../app/fill-history.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { openServices } from '../app/open-services.ts';
import { runProgram } from '../app/run-program.ts';
import { UsageError } from './command-line.ts';

type Environment = Record<string, string | undefined>;

/** The stand-ins' speed while a person watches. */
const PACE = { latencyMs: 400, chunkDelayMs: 15 };
const HISTORY = { requests: 3_000, days: 30, users: 40, seed: 1 };

// npm run demo [-- --once]
await runProgram(async (onStop) => {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  const given = loadEnvironment();
  refuseProxyToRealProviders(given);
  const folder = await mkdtemp(join(tmpdir(), 'usage-demo-'));
  const telegram = await startTelegramStandIn({
    botName: 'Usage bot',
    botUsername: 'usage_demo_bot',
    opensHttp: true,
  });
  for (const person of demoPeople) telegram.addUser(person);
  telegram.addGroup({ ...demoGroup, members: demoPeople.map((person) => person.id) });
  const providers = await startStandInsWithoutKeys(given, values.once);
  const environment = demoEnvironment(telegram, providers.environment, folder);
  // Standard output is for the conversation; errors go to standard error.
  const logger = createLogger('error', createRedactor(secretsOf(environment)), process.stderr);
  // The chat links to the dashboard, so any free port works.
  const config = { ...readConfig(environment), port: values.once ? null : 0 };
  try {
    if (!values.once) await fillDemoHistory(environment);
    telegram.onEvent((event) => {
      const text = printEvent(event, { show: visibleText, chatTitle: titleOf(event) });
      if (text) process.stdout.write(`${text}\n`);
    });
    const app = await startApp(config, systemClock, logger, { miniAppHere: true });
    if (values.once) await playConversation(telegram, () => app.sendReport());
    else await keepRunning(telegram, config, Number(values.port ?? 0), onStop);
    await app.stop();
  } finally {
    await Promise.all([telegram.close(), providers.close()]);
    await rm(folder, { recursive: true, force: true });
  }
});

/** The variables of a real bot that the demo uses too; it sets all others itself. */
function ownVariables(environment: Environment): Environment {
  const real = BUILT_IN_PROVIDERS.filter((id) => isReal(id, environment));
  const names = real.flatMap((id) =>
    ['API_KEY', 'BASE_URL', 'MODEL', 'TRANSCRIPTION_MODEL'].map((name) => `${id.toUpperCase()}_${name}`),
  );
  const taken = ['DEFAULT_LOCALE', 'TIMEZONE', 'PROVIDER_ORDER', ...names];
  return Object.fromEntries(taken.map((name) => [name, environment[name]]));
}

// A proxy cannot reach the stand-ins, which listen on this machine only.
function refuseProxyToRealProviders(environment: Environment): void {
  const real = BUILT_IN_PROVIDERS.find((id) => isReal(id, environment));
  if (!real || !environment['PROXY_URL']?.trim()) return;
  const key = `${real.toUpperCase()}_API_KEY`;
  throw new UsageError(`The demo cannot use PROXY_URL: run it without that, or without ${key}`);
}

function isReal(id: string, environment: Environment): boolean {
  return Boolean(environment[`${id.toUpperCase()}_API_KEY`]?.trim());
}

/** Providers with a key in the environment are real; stand-ins replace the others. */
async function startStandInsWithoutKeys(environment: Environment, quick: boolean) {
  const missing = BUILT_IN_PROVIDERS.filter((id) => !isReal(id, environment));
  const standIns = await Promise.all(missing.map((id) => startProviderStandIn(id, quick ? {} : PACE)));
  const variables: Environment = ownVariables(environment);
  for (const { id, apiKey, baseUrl } of standIns) {
    variables[`${id.toUpperCase()}_API_KEY`] = apiKey;
    variables[`${id.toUpperCase()}_BASE_URL`] = baseUrl;
  }
  return {
    environment: variables,
    close: () => Promise.all(standIns.map((standIn) => standIn.close())),
  };
}

function demoEnvironment(telegram: TelegramStandIn, environment: Environment, folder: string): Environment {
  return {
    ...environment,
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ADMIN_IDS: demoPeople
      .filter((person) => person.note === 'admin')
      .map((person) => person.id)
      .join(','),
    ACCESS: 'open',
    DATABASE_URL: `file:${join(folder, 'usage.db')}`,
    REPORT_CRON: 'off',
    LISTEN_HOST: '127.0.0.1',
  };
}

async function fillDemoHistory(environment: Environment): Promise<void> {
  const config = readDatabaseConfig(environment);
  const services = await openServices(
    config,
    systemClock,
    createLogger('error', (text) => text, process.stderr),
  );
  const request = { ...HISTORY, now: systemClock.now(), timeZone: config.timeZone };
  await fillHistory(services, request, () => undefined);
  await services.close();
}

/** Serves the chat page and the terminal chat until the program is stopped. */
async function keepRunning(
  telegram: TelegramStandIn,
  config: Config,
  port: number,
  onStop: (stop: () => Promise<void>) => void,
): Promise<void> {
  const page = await startChatPage({
    telegram,
    port,
    people: demoPeople.map(({ id, firstName, note }) => ({ id, name: firstName, note })),
    groups: [demoGroup],
    locale: config.defaultLocale,
  });
  const terminal = startTerminalChat(telegram, demoPeople, process.stdin, (text) =>
    process.stdout.write(text),
  );
  process.stdout.write(
    `\nThe whole bot runs here, with no account and no network. Its history of 30 days is generated.\n` +
      `Open ${page.url} in a browser, or chat in this terminal. Ctrl+C ends it.\n` +
      `The dashboard opens from the 🧭 button below an admin's /ai_usage, or with /dashboard.\n${terminal.help}\n`,
  );
  await new Promise<void>((resolve) => {
    onStop(async () => resolve());
    void terminal.ended.then(resolve);
  });
  terminal.close();
  await page.close();
}

function titleOf(event: TelegramEvent): string | undefined {
  return 'chatId' in event && event.chatId === demoGroup.id ? demoGroup.title : undefined;
}
