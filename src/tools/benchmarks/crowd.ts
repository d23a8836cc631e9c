import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProviderBehaviour } from '../stand-ins/providers/provider-behaviour.ts';
import { startProviderStandIn, type ProviderStandIn } from '../stand-ins/providers/provider-stand-in.ts';
import { systemClock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import type { ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import { pause } from './measure.ts';
import { readProcess } from './read-process.ts';
import { environmentAmong, kill, spawnBot } from './spawn-bot.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

export interface Surroundings {
  telegram: TelegramStandIn;
  groq: ProviderStandIn;
}

export interface CrowdOptions {
  people: number;
  /** Questions each person sends at once, in order. */
  questions: number;
  /** Repetitions; the last one is measured. */
  rounds: number;
  pace: Pick<ProviderBehaviour, 'latencyMs' | 'chunkDelayMs'>;
  /** Ends with `ANSWER_END`. */
  answer: string;
  /** Starts the bots that answer. */
  start: (around: Surroundings) => ChildProcess[];
  /** Whether the bots promise to ask each question once, and each person's in order. */
  isExact: boolean;
  /** Maps a webhook address to the server that receives its updates. */
  webhookRoute?: (url: string) => string;
}

export interface Crowd {
  /** From the first question to the last answer of the last round. */
  seconds: number;
  /** The peak memory of the largest process. */
  peakMegabytes: number;
}

export const ANSWER_END = 'End.';
const PLENTY = { requests: 1_000_000, tokens: 1_000_000_000 };
const PATIENCE_MS = 120_000;

/**
 * Lets a crowd write at once and waits until everybody has every answer. With `isExact`, throws if a question
 * was asked twice, or before an earlier one of the same person.
 */
export async function measureCrowd(options: CrowdOptions): Promise<Crowd> {
  const { people, pace, answer, webhookRoute } = options;
  const telegram = await startTelegramStandIn(webhookRoute ? { webhookRoute } : {});
  const groq = await startProviderStandIn('groq', { ...pace, limits: PLENTY, answer: () => answer });
  for (let id = 1; id <= people; id++) telegram.addUser({ id, firstName: `Person ${id}` });
  const bots = options.start({ telegram, groq });
  await untilReady(telegram, bots.length);
  let seconds = 0;
  for (let round = 0; round < options.rounds; round++) seconds = await playRound(telegram, round, options);
  const peaks = await Promise.all(bots.map(mostMegabytes));
  await Promise.all(bots.map(kill));
  await Promise.all([telegram.close(), groq.close()]);
  if (options.isExact) expectExact(groq, options);
  return { seconds, peakMegabytes: Math.max(...peaks) };
}

export function startBot({ telegram, groq }: Surroundings, environment: NodeJS.ProcessEnv): ChildProcess {
  return spawnBot({ ...environmentAmong(telegram, [groq]), ...environment });
}

/** Starts a bot with only grammY, its runner and the provider's SDK. */
export function startBare({ telegram, groq }: Surroundings): ChildProcess {
  const program = fileURLToPath(projectFile('src/tools/benchmarks/bare-answering-bot.js'));
  const places = [telegram.token, telegram.apiRoot, groq.baseUrl];
  return spawn(process.execPath, [program, ...places], { stdio: 'ignore' });
}

/** Waits until each bot polls or has set its webhook, and until its startup work is over. */
async function untilReady({ calls }: TelegramStandIn, bots: number): Promise<void> {
  const isReady = () =>
    calls.some(({ method }) => method === 'getUpdates') ||
    calls.filter(({ method }) => method === 'setWebhook').length >= bots;
  while (!isReady()) await pause(10);
  await pause(500);
}

/** Resolves with the seconds until everybody has every answer. */
async function playRound(telegram: TelegramStandIn, round: number, options: CrowdOptions): Promise<number> {
  const { people, questions } = options;
  const answered = untilAnswered(telegram, people * questions);
  const startedAt = performance.now();
  for (let question = 1; question <= questions; question++)
    for (let id = 1; id <= people; id++)
      telegram.say(id, `Question ${numberOf(round * questions + question)} of person ${id}`);
  await answered;
  telegram.forgetCalls();
  return (performance.now() - startedAt) / 1000;
}

/** Pads numbers, so that they sort as text. */
function numberOf(question: number): string {
  return `${question}`.padStart(6, '0');
}

/** Looks at each answer once, on arrival, so that watching does not affect the measurement. */
function untilAnswered(telegram: TelegramStandIn, answers: number): Promise<void> {
  let left = answers;
  const all = new Promise<void>((resolve) => {
    const leave = telegram.onEvent((event) => {
      if (event.type !== 'message' || !isAnswer(event.message) || --left > 0) return;
      leave();
      resolve();
    });
  });
  return withTimeout(systemClock, PATIENCE_MS, all);
}

function isAnswer({ by, text }: ChatMessage): boolean {
  return by === 'bot' && text.endsWith(ANSWER_END);
}

function expectExact({ requests }: ProviderStandIn, { people, questions, rounds }: CrowdOptions): void {
  const asked = requests.flatMap(({ kind, messages }) =>
    kind === 'chat' ? [messages.at(-1)?.text.split(' of person ') ?? []] : [],
  );
  if (asked.length !== people * questions * rounds)
    throw new Error(`${asked.length} questions reached the provider`);
  const last = new Map<string | undefined, string>();
  for (const [question = '', person] of asked) {
    if ((last.get(person) ?? '') >= question)
      throw new Error(`person ${person} was asked about out of order`);
    last.set(person, question);
  }
}

async function mostMegabytes({ pid }: ChildProcess): Promise<number> {
  const field = await readProcess(pid);
  return field('VmHWM') / 1024;
}
