import { freePort } from '../stand-ins/http/free-port.ts';
import {
  ANSWER_END,
  measureCrowd,
  startBare,
  startBot,
  type CrowdOptions,
  type Surroundings,
} from './crowd.ts';
import { median, printLine } from './measure.ts';
import { createScratchDatabases } from './scratch-databases.ts';

const RUNS = 3;
const PUBLIC_URL = 'https://bot.example';
const CROWD = {
  people: 300,
  questions: 5,
  // Excludes the provider's time.
  pace: { latencyMs: 0, chunkDelayMs: 0 },
  answer: `The capital of France is Paris. ${ANSWER_END}`,
};
const CHATS = CROWD.people * CROWD.questions;
/** A new process is still compiling its code, so it is warmed up first. */
const ROUNDS_TO_WARM_UP = 2;

/**
 * Chats per second end to end, for one process and several, relative to a bare bot with the same provider.
 */
export async function benchmarkThroughput(postgresUrl: string): Promise<string> {
  const scratches = await createScratchDatabases(postgresUrl);
  const urls = Object.fromEntries(scratches.map(({ name, url }) => [name, url]));
  const bare = await perSecond(1, { start: (around) => [startBare(around)], isExact: false });
  const lines = [await line('one process, SQLite', bare, urls['SQLite'] ?? '', 0)];
  for (const replicas of urls['PostgreSQL'] ? [0, 1, 2, 3] : []) {
    const what = replicas === 0 ? 'one process' : `${replicas} behind one webhook`;
    lines.push(await line(`${what}, PostgreSQL`, bare, urls['PostgreSQL'] ?? '', replicas));
  }
  await Promise.all(scratches.map((scratch) => scratch.remove()));
  return lines.join('');
}

/** 0 `replicas` means polling. */
async function line(what: string, bare: number, url: string, replicas: number): Promise<string> {
  const ports = await Promise.all(Array.from({ length: replicas }, freePort));
  let turn = 0;
  // Round robin, like a load balancer.
  const webhookRoute = (address: string) =>
    address.replace(PUBLIC_URL, `http://127.0.0.1:${ports[turn++ % ports.length]}`);
  const start = (around: Surroundings) =>
    replicas === 0
      ? [startBot(around, { DATABASE_URL: url })]
      : ports.map((port) => startBot(around, { ...webhookAt(port), DATABASE_URL: url }));
  const route = replicas === 0 ? undefined : webhookRoute;
  const ours = await perSecond(replicas || 1, { start, isExact: true, webhookRoute: route });
  return printLine({
    what: `chats a second, ${what}`,
    measured: `${ours.toFixed(0)}/s`,
    reference: `a bare grammY bot (${bare.toFixed(0)}/s)`,
    ratio: ours / bare,
  });
}

/** All processes share the warm-up. */
async function perSecond(
  processes: number,
  options: Pick<CrowdOptions, 'start' | 'isExact' | 'webhookRoute'>,
): Promise<number> {
  const rounds = processes * ROUNDS_TO_WARM_UP + 1;
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run++)
    rates.push(CHATS / (await measureCrowd({ ...CROWD, rounds, ...options })).seconds);
  return median(rates);
}

function webhookAt(port: number): NodeJS.ProcessEnv {
  return { PUBLIC_URL, WEBHOOK_SECRET: 'webhook-secret', LISTEN_HOST: '127.0.0.1', PORT: `${port}` };
}
