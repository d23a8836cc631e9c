import { setTimeout as delay } from 'node:timers/promises';
import { startProviderStandIn } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { createMigratedDatabase } from '../../support/database/test-database.ts';
import { PERSONS_WORDS, PROVIDERS_WORDS } from './message-content.ts';
import { startManglingProxy } from './mangling-proxy.ts';
import { ADMIN, GROUPS, PEOPLE } from './updates.ts';
import { startWatchedProgram, type WatchedProgram } from './watched-program.ts';

const IDS = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
/** A person whose usage only admins may see. */
export const ZEBRA = { id: 555_001, firstName: 'Zebrawoman', tokens: 987_654_321 };
export const SECRETS = {
  botToken: '1000000001:fuzz-telegram-secret-token-abc',
  webhookSecret: 'fuzz-webhook-secret',
  metricsToken: 'fuzz-metrics-secret',
  apiKey: (id: string) => `fuzz-${id}-key-secret`,
};
const answer = () => `Here are **some** ${PROVIDERS_WORDS}, and \`more\` of them: $x_1$.\n\n1. یک\n2. two`;
/** Texts that identify each secret in any output. */
export const SECRET_TEXTS: readonly string[] = [
  'fuzz-telegram-secret-token',
  SECRETS.webhookSecret,
  SECRETS.metricsToken,
  ...IDS.map(SECRETS.apiKey),
];

export interface FuzzedBot {
  program: WatchedProgram;
  telegram: TelegramStandIn;
  webUrl: string;
  /** Delivers an update like Telegram; resolves with the response's status. */
  deliver(body: string): Promise<number>;
  /** Resolves with the number of unhandled updates, at the latest after `patienceMs`. */
  untilHandled(patienceMs: number): Promise<number>;
  /** The number of requests that reached the providers. */
  asked(): number;
  /** The number of corrupted chunks. */
  mangled(): number;
  close(): Promise<void>;
}

/** Starts the built bot with a webhook and stand-ins; proxies corrupt what its providers send. */
export async function startFuzzedBot({
  seed,
  mangledPercent,
}: {
  seed: number;
  mangledPercent: number;
}): Promise<FuzzedBot> {
  const port = await freePort();
  const webUrl = `http://127.0.0.1:${port}`;
  const telegram = await startTelegramStandIn({
    token: SECRETS.botToken,
    webhookRoute: (url) => url.replace('https://bot.example', webUrl),
  });
  telegram.addUser({ id: ADMIN, firstName: 'Ada', languageCode: 'en' });
  telegram.addUser({ id: ZEBRA.id, firstName: ZEBRA.firstName, languageCode: 'en' });
  for (const id of PEOPLE)
    telegram.addUser({ id, firstName: `Person ${id}`, languageCode: id % 2 ? 'fa' : 'en' });
  for (const id of GROUPS) telegram.addGroup({ id, title: 'A group', members: [...PEOPLE, ADMIN] });
  const providers = await Promise.all(
    IDS.map((id) => startProviderStandIn(id, { apiKey: SECRETS.apiKey(id), answer })),
  );
  const proxies = await Promise.all(
    providers.map(({ baseUrl }, index) => startManglingProxy(baseUrl, seed + index, mangledPercent)),
  );
  const created = await createMigratedDatabase('sqlite');
  const environment = {
    BOT_TOKEN: SECRETS.botToken,
    ADMIN_IDS: `${ADMIN}`,
    ACCESS: 'open',
    USER_REQUESTS_PER_MINUTE: '0',
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DATABASE_URL: created.url,
    REPORT_CRON: 'off',
    CLEANUP_CRON: 'off',
    PORT: `${port}`,
    LISTEN_HOST: '127.0.0.1',
    PUBLIC_URL: 'https://bot.example',
    WEBHOOK_SECRET: SECRETS.webhookSecret,
    METRICS_TOKEN: SECRETS.metricsToken,
    USER_DAILY_TOKENS: '2000000',
    ...Object.fromEntries(
      providers.flatMap(({ id }, index) => [
        [`${id.toUpperCase()}_API_KEY`, SECRETS.apiKey(id)],
        [`${id.toUpperCase()}_BASE_URL`, proxies[index]?.url ?? ''],
      ]),
    ),
  };
  const program = await startWatchedProgram(environment, [...SECRET_TEXTS, PERSONS_WORDS, PROVIDERS_WORDS]);
  const database = await openDatabase({ url: created.url });
  const bot: FuzzedBot = {
    program,
    telegram,
    webUrl,
    deliver: async (body) => {
      const headers = {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': SECRETS.webhookSecret,
      };
      for (;;) {
        const response = await fetch(`${webUrl}/telegram`, { method: 'POST', headers, body });
        await response.arrayBuffer();
        // On a busy machine a request may arrive too slowly; Telegram repeats it.
        if (response.status !== 408) return response.status;
      }
    },
    untilHandled: async (patienceMs) => {
      const deadline = performance.now() + patienceMs;
      for (;;) {
        const left = await database.client.inbox.count({ where: { payload: { not: '' } } });
        if (left === 0 || performance.now() > deadline) return left;
        await delay(200);
      }
    },
    asked: () => providers.reduce((sum, { requests }) => sum + requests.length, 0),
    mangled: () => proxies.reduce((sum, proxy) => sum + proxy.mangled(), 0),
    close: async () => {
      await program.stop();
      await database.close();
      await Promise.all([...proxies, ...providers].map((server) => server.close()));
      await telegram.close();
      await created.remove();
    },
  };
  // Admin-only data: a person with a name and usage.
  for (const provider of providers)
    provider.behave({ usage: () => ({ promptTokens: ZEBRA.tokens, completionTokens: 7 }) });
  telegram.say(ZEBRA.id, 'hello');
  await telegram.waitForMessage(ZEBRA.id, ({ draft }) => draft === null);
  for (const provider of providers) provider.behave({ usage: null });
  return bot;
}
