import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillHistory } from '../app/services/fill-history.ts';
import { openServices } from '../app/services/open-services.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { startApp, type App } from '../app/start-app.ts';
import { secretsOf } from '../config/secrets-of.ts';
import type { Config } from '../config/config.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readConfig, readDatabaseConfig } from '../config/read-config.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { startChatPage } from '../tools/demo/chat-page.ts';
import { demoAdminIds, demoGroup, demoHistoryPeople, demoPeople } from '../tools/demo/demo-people.ts';
import { playConversation } from '../tools/demo/play-conversation.ts';
import { printEvents } from '../tools/demo/print-events.ts';
import { startTerminalChat } from '../tools/demo/terminal-chat.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../tools/stand-ins/telegram/telegram-stand-in.ts';
import {
  demoEnvironment,
  refuseProxyToRealProviders,
  startDemoProviders,
  type Environment,
} from './setup/demo-environment.ts';
import { wholeNumber } from './setup/command-line.ts';

/** A month of a small group. */
const HISTORY = {
  requests: 2_600,
  days: 30,
  users: demoHistoryPeople.length,
  people: demoHistoryPeople,
  seed: 7,
};

await runProgram({
  command: 'npm run demo',
  purpose:
    'The whole product with no account and no network: stand-ins for Telegram and the providers, a chat page in the browser, and the same chat in the terminal.',
  options: {
    once: { type: 'boolean', meaning: 'plays one conversation in the terminal and ends' },
    port: {
      type: 'string',
      value: 'N',
      default: '0',
      meaning: 'the port of the chat page; 0 is any that is free',
      accepts: /^\d+$/,
    },
  },
  run: async (values, { onStop }) => {
    const port = wholeNumber('--port', values.port, 0, 65_535);
    const given = loadEnvironment();
    refuseProxyToRealProviders(given);
    const folder = await mkdtemp(join(tmpdir(), 'usage-demo-'));
    const telegram = await startDemoTelegram();
    const providers = await startDemoProviders(given, !values.once);
    const environment = demoEnvironment(telegram, providers.environment, folder);
    // Standard output is for the conversation; errors go to standard error.
    const logger = createLogger('error', createRedactor(secretsOf(environment)), process.stderr);
    // The chat links to the dashboard, so any free port works.
    const config = { ...readConfig(environment), port: values.once ? null : 0 };
    try {
      await fillDemoHistory(environment);
      const printer = printEvents({ telegram, write, clock: systemClock });
      const app = await startApp(config, systemClock, logger, { miniAppHere: true });
      if (values.once) await playConversation(telegram, () => app.sendReport());
      else await keepRunning({ telegram, app, config, port, onStop });
      await app.stop();
      printer.close();
    } finally {
      await Promise.all([telegram.close(), providers.close()]);
      await rm(folder, { recursive: true, force: true });
    }
  },
});

function write(text: string): void {
  process.stdout.write(text);
}

async function startDemoTelegram(): Promise<TelegramStandIn> {
  const telegram = await startTelegramStandIn({
    botName: 'Usage bot',
    botUsername: 'usage_demo_bot',
    opensHttp: true,
  });
  for (const person of demoPeople) telegram.addUser(person);
  telegram.addGroup(demoGroup);
  return telegram;
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

interface RunningDemo {
  telegram: TelegramStandIn;
  app: App;
  config: Config;
  /** The page's; 0 is any free one. */
  port: number;
  onStop: (stop: () => Promise<void>) => void;
}

/** Serves the chat page and the terminal chat until the program is stopped. */
async function keepRunning({ telegram, app, config, port, onStop }: RunningDemo): Promise<void> {
  // Telegram tells a person's language with their messages only, and cards are to come in the admins' languages.
  for (const admin of demoAdminIds) telegram.say(admin, '/start');
  const page = await startChatPage({
    telegram,
    port,
    people: demoPeople.map(({ firstName, ...person }) => ({ ...person, name: firstName })),
    groups: [demoGroup],
    locale: config.defaultLocale,
    sendReport: () => app.sendReport(),
  });
  const terminal = startTerminalChat({
    telegram,
    people: demoPeople,
    input: process.stdin,
    write,
    sendReport: () => app.sendReport(),
  });
  write(welcome(page.url, terminal.help));
  await new Promise<void>((resolve) => {
    onStop(async () => resolve());
    void terminal.ended.then(resolve);
  });
  terminal.close();
  await page.close();
}

function welcome(url: string, help: string): string {
  return (
    `\nThe whole bot runs here, with no account and no network. Its history of 30 days is generated, and its\n` +
    `answers are marked as demo answers.\n\n` +
    `  Open ${url} in a browser: a guide there shows what to press in the first minute.\n\n` +
    `Ctrl+C ends the demo. The dashboard opens from the 🧭 button below an admin's /ai_usage, or with /dashboard.\n${help}\n`
  );
}
