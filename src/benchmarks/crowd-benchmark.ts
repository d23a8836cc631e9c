import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startProviderStandIn, type ProviderStandIn } from '../demo/providers/provider-stand-in.ts';
import { splitIntoChunks } from '../demo/providers/send-reply.ts';
import type { ChatMessage } from '../demo/telegram/chat-message.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../demo/telegram/telegram-stand-in.ts';
import { median, pause, printLine } from './measure.ts';
import type { ScratchDatabase } from './scratch-databases.ts';
import { spawnBot } from './spawn-bot.ts';

interface Crowd {
  seconds: number;
  peakMegabytes: number;
}

interface Surroundings {
  telegram: TelegramStandIn;
  groq: ProviderStandIn;
}

const PEOPLE = 1_000;
const RUNS = 3;
const ANSWER = `${'A sentence of an answer. '.repeat(20)}End.`;
/** Two seconds in all, of which the last half streams where it is asked to. */
const PACE = { latencyMs: 1_000, chunkDelayMs: 1_000 / splitIntoChunks(ANSWER).length };

const PLENTY = { requests: 1_000_000, tokens: 1_000_000_000 };

/** A thousand people who write at once, beside a bare grammY bot that calls the same provider. */
export async function benchmarkCrowd(scratch: ScratchDatabase): Promise<string> {
  const ours: Crowd[] = [];
  const bare: Crowd[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await measureCrowd((around) => startBot(around, scratch)));
    bare.push(await measureCrowd(startBare));
  }
  const seconds = (crowds: readonly Crowd[]) => median(crowds.map((crowd) => crowd.seconds));
  const peak = (crowds: readonly Crowd[]) => median(crowds.map((crowd) => crowd.peakMegabytes));
  return [
    printLine({
      what: `${PEOPLE} people at once, until the last has all of the answer, ${scratch.name}`,
      measured: `${seconds(ours).toFixed(1)} s`,
      reference: `a bare grammY bot (${seconds(bare).toFixed(1)} s)`,
      ratio: seconds(ours) / seconds(bare),
    }),
    printLine({
      what: `most memory meanwhile, ${scratch.name}`,
      measured: `${peak(ours).toFixed(0)} MB`,
      reference: `a bare grammY bot (${peak(bare).toFixed(0)} MB)`,
      ratio: peak(ours) / peak(bare),
    }),
  ].join('');
}

function isAnswer({ draft, text }: ChatMessage): boolean {
  return draft === null && text.endsWith('End.');
}

async function measureCrowd(start: (around: Surroundings) => ChildProcess): Promise<Crowd> {
  const telegram = await startTelegramStandIn();
  const groq = await startProviderStandIn('groq', { ...PACE, limits: PLENTY, answer: () => ANSWER });
  for (let id = 1; id <= PEOPLE; id++) telegram.addUser({ id, firstName: `Person ${id}` });
  const bot = start({ telegram, groq });
  while (!telegram.calls.some((call) => call.method === 'getUpdates')) await pause(10);
  await pause(500);
  const startedAt = performance.now();
  for (let id = 1; id <= PEOPLE; id++) telegram.say(id, `Question of person ${id}`);
  await Promise.all(
    Array.from({ length: PEOPLE }, (_, index) => telegram.waitForMessage(index + 1, isAnswer, 120_000)),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const peakMegabytes = await mostMegabytes(bot.pid ?? 0);
  bot.kill('SIGKILL');
  await once(bot, 'exit');
  await Promise.all([telegram.close(), groq.close()]);
  return { seconds, peakMegabytes };
}

function startBot({ telegram, groq }: Surroundings, { url }: ScratchDatabase): ChildProcess {
  return spawnBot({
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ADMIN_IDS: '999999',
    DATABASE_URL: url,
    GROQ_API_KEY: groq.apiKey,
    GROQ_BASE_URL: groq.baseUrl,
  });
}

function startBare({ telegram, groq }: Surroundings): ChildProcess {
  const places = [telegram.token, telegram.apiRoot, groq.baseUrl];
  return spawn(process.execPath, [programAt('bare-answering-bot.js'), ...places], { stdio: 'ignore' });
}

async function mostMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

function programAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
