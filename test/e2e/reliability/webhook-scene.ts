import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startBotProgram, type BotProgram } from '../../support/bot/bot-program.ts';
import { OMID, startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { createSpoilt, type Spoilt } from './cases/spoil-database.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

export const SECRET = 'webhook-secret';
export const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** A process behind the public address. */
export interface Replica {
  program: BotProgram;
  address: string;
}

export interface Scene extends BotSurroundings {
  /** Starts a process, which receives deliveries from now on. */
  start(): Promise<Replica>;
  /** The running processes. */
  replicas: Replica[];
  /** The log of all processes. */
  log(): string;
  /** Starts and ends a database outage. */
  outage: Pick<Spoilt, 'begin' | 'end'>;
}

const PUBLIC_URL = 'https://bot.example';
/** Enough time for Telegram to get its 200. */
const LATENCY_MS = 1_000;
const REPEAT_MS = 100;

/** Opens Telegram, a provider and an empty PostgreSQL database, which can be stopped if `binaries` is set. */
export async function openScene(binaries: string | null): Promise<Scene> {
  const spoilt = binaries ? await createSpoilt({ engine: 'PostgreSQL', fault: 'down' }, binaries) : null;
  const replicas: Replica[] = [];
  const started: BotProgram[] = [];
  let newest = '';
  const surroundings = await startSurroundings({
    engine: 'postgresql',
    ...(spoilt && { database: spoilt }),
    providers: { [MAIN]: { latencyMs: LATENCY_MS } },
    telegram: { webhookRoute: (url) => url.replace(PUBLIC_URL, newest), webhookRetryMs: REPEAT_MS },
    environment: { PUBLIC_URL, WEBHOOK_SECRET: SECRET, LISTEN_HOST: '127.0.0.1' },
  });
  const start = async (): Promise<Replica> => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    newest = address;
    const program = await startBotProgram({ ...surroundings.environment, PORT: `${port}` });
    const replica = { program, address };
    started.push(program);
    replicas.push(replica);
    return replica;
  };
  return {
    ...surroundings,
    start,
    replicas,
    log: () => started.map((program) => program.log()).join(''),
    outage: spoilt ?? { begin: async () => undefined, end: async () => undefined },
  };
}

/** Stops a replica, which then receives no more deliveries. */
export async function end(
  { replicas }: Scene,
  replica: Replica,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  const code = await replica.program.end(signal);
  replicas.splice(replicas.indexOf(replica), 1);
  expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
}

export async function endAll(scene: Scene): Promise<void> {
  for (let last = scene.replicas.at(-1); last; last = scene.replicas.at(-1)) await end(scene, last);
}

/** The update with Omid's question; its number precedes the stand-in's. */
export function question(updateId = 501, person = OMID): object {
  const from = { id: person, is_bot: false, first_name: 'Omid', language_code: 'en' };
  const chat = { id: person, type: 'private', first_name: 'Omid' };
  const date = Math.floor(Date.now() / 1000);
  return { update_id: updateId, message: { message_id: updateId, date, chat, from, text: QUESTION } };
}

/** Posts any body to a replica; resolves with the status. */
export async function post({ address }: Replica, body: string, secret = SECRET): Promise<number> {
  const headers = { 'content-type': 'application/json', [SECRET_HEADER]: secret };
  const response = await fetch(`${address}/telegram`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/**
 * Delivers an update to `first` and, like Telegram, repeats it until it gets 200 from the newest replica;
 * resolves with the responses.
 */
export async function deliver(scene: Scene, first: Replica, update = question()): Promise<string> {
  const told: string[] = [];
  for (let to: Replica | undefined = first; ; to = scene.replicas.at(-1)) {
    const status = to ? await post(to, JSON.stringify(update)).catch(() => 'nothing') : 'nothing';
    const words = status === 200 ? nameTaken(scene) : String(status);
    if (told.at(-1) !== words) told.push(words);
    if (status === 200) return told.join(', then ');
    await delay(REPEAT_MS);
  }
}

export function nameTaken({ telegram }: BotSurroundings): string {
  const isAnswered = telegram.messages(OMID).some(({ draft, text }) => draft === null && text === ANSWER);
  return `200 once ${isAnswered ? 'answered' : 'stored'}`;
}

export async function untilAsked({ provider }: BotSurroundings): Promise<void> {
  while (provider(MAIN).requests.every(({ kind }) => kind !== 'chat')) await delay(5);
}
