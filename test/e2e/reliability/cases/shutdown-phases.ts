import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../../src/foundation/clock.ts';
import {
  ADMIN,
  OMID,
  type BotSurroundings,
  type RunningBotOptions,
} from '../../../support/bot/running-bot.ts';
import { VOICE } from '../../../support/bot/sent-files.ts';
import type { DatabaseCase } from './database-cases.ts';
import type { ShutdownPhase } from './shutdown-cases.ts';
import { holdSqlite } from './spoil-database.ts';
import { QUESTION } from '../try-provider-fault.ts';
import { MAIN } from '../../../support/bot/main-provider.ts';

export interface Phase {
  options?: RunningBotOptions;
  /** The database fault, which lasts until the bot has exited. */
  outage?: Pick<DatabaseCase, 'engine' | 'fault'>;
  /** Brings the bot into the phase; resolves when it is there. */
  reach(surroundings: BotSurroundings, beginOutage: () => Promise<void>): Promise<unknown>;
}

const ANSWER_MS = 1_500;
const STOPPED_SERVER = { engine: 'PostgreSQL', fault: 'down' } as const;
const LOCKED_FILE = { engine: 'SQLite', fault: 'locked' } as const;

const BOTH: RunningBotOptions = {
  providers: { [MAIN]: {}, cohere: {} },
  environment: { PROVIDER_ORDER: `${MAIN},cohere` },
};
// Groq alone writes recordings down.
const HEARS = { transcribe: () => ({ text: QUESTION, language: 'English', duration: 3 }) };
const HEARING: RunningBotOptions = {
  providers: { groq: HEARS, [MAIN]: HEARS },
};

export const PHASES: Readonly<Record<ShutdownPhase, Phase>> = {
  'waits for the provider’s first byte, which arrives': { reach: askSlow },
  'waits for the provider’s first byte, which never arrives': { reach: askInVain },
  'receives the answer, which continues': {
    reach: async (it) => {
      it.provider(MAIN).behave({ chunkDelayMs: 500 });
      await ask(it);
      await it.telegram.waitForCall('sendMessageDraft');
    },
  },
  'receives the answer, which stalls': {
    reach: async (it) => {
      it.provider(MAIN).fail({ kind: 'stall', afterChunks: 1 });
      await ask(it);
      await it.telegram.waitForCall('sendMessageDraft');
    },
  },
  'fails over to another provider, which answers': {
    options: BOTH,
    reach: async (it) => {
      it.provider(MAIN).fail({ kind: 'status', status: 500 });
      it.provider('cohere').behave({ latencyMs: ANSWER_MS });
      await ask(it, 'cohere');
    },
  },
  'fails over to another provider, which never answers': {
    options: BOTH,
    reach: async (it) => {
      it.provider(MAIN).fail({ kind: 'status', status: 500 });
      it.provider('cohere').fail({ kind: 'hang' });
      await ask(it, 'cohere');
    },
  },
  'waits for a transcript, which arrives': {
    options: HEARING,
    reach: async (it) => {
      it.provider('groq').behave({ latencyMs: ANSWER_MS });
      await speak(it);
    },
  },
  'waits for a transcript, which never arrives': {
    options: HEARING,
    reach: async (it) => {
      it.provider('groq').fail({ kind: 'hang' }, { on: 'transcription' });
      await speak(it);
    },
  },
  'sends the answer, which Telegram accepts': {
    reach: async (it) => {
      it.telegram.failNext('sendMessage', ANSWER_MS);
      await ask(it);
      await untilCalled(it, 'sendMessage');
    },
  },
  'sends the answer, to which Telegram does not respond': {
    reach: async (it) => {
      it.telegram.failNext('sendMessage', 'timeout');
      await ask(it);
      await untilCalled(it, 'sendMessage');
    },
  },
  'settles the request in a slow database': {
    reach: async (it) => {
      const answer = await askHeld(it);
      await holdSqlite(it.environment['DATABASE_URL'] ?? '', ANSWER_MS);
      answer();
      await delay(600);
    },
  },
  'waits for the answer, which arrives, while PostgreSQL is stopped': {
    outage: STOPPED_SERVER,
    reach: answerInOutage,
  },
  'waits for the answer, which never arrives, while PostgreSQL is stopped': {
    outage: STOPPED_SERVER,
    reach: (it, beginOutage) => askInVain(it).then(beginOutage),
  },
  'waits for the answer, which arrives, to a question asked after PostgreSQL stopped': {
    outage: STOPPED_SERVER,
    reach: (it, beginOutage) => beginOutage().then(() => askSlow(it)),
  },
  'waits for the answer, which arrives, while the SQLite file is locked': {
    outage: LOCKED_FILE,
    reach: answerInOutage,
  },
  'waits for the answer, which never arrives, while the SQLite file is locked': {
    outage: LOCKED_FILE,
    reach: (it, beginOutage) => askInVain(it).then(beginOutage),
  },
  'sends the daily report, which Telegram accepts': {
    reach: async (it) => {
      it.telegram.failNext('sendMessage', ANSWER_MS);
      await untilCalled(it, 'sendMessage');
    },
  },
  'sends the daily report, which Telegram delays by a minute': {
    reach: async (it) => {
      const parameters = { retry_after: 60 };
      it.telegram.failNext('sendMessage', { errorCode: 429, description: 'Too Many Requests', parameters });
      await untilCalled(it, 'sendMessage');
    },
  },
  'is idle': {
    reach: async ({ telegram }) => {
      // A signal during startup ends the bot at once.
      telegram.say(ADMIN, '/help');
      await telegram.waitForMessage(ADMIN, () => true);
    },
  },
};

async function askSlow(it: BotSurroundings): Promise<void> {
  it.provider(MAIN).behave({ latencyMs: ANSWER_MS });
  await ask(it);
}

/** The answer begins to arrive only after the outage began. */
async function answerInOutage(it: BotSurroundings, beginOutage: () => Promise<void>): Promise<void> {
  const answer = await askHeld(it);
  await beginOutage();
  systemClock.after(ANSWER_MS, answer);
}

/** Resolves with what lets the provider answer. */
async function askHeld(it: BotSurroundings): Promise<() => void> {
  let answer: () => void = () => undefined;
  it.provider(MAIN).behave({ held: new Promise<void>((resolve) => (answer = resolve)) });
  await ask(it);
  return answer;
}

async function askInVain(it: BotSurroundings): Promise<void> {
  it.provider(MAIN).fail({ kind: 'hang' });
  await ask(it);
}

async function ask({ telegram, provider }: BotSurroundings, of: string = MAIN): Promise<void> {
  telegram.say(OMID, QUESTION);
  while (provider(of).requests.length === 0) await delay(5);
}

async function speak({ telegram, provider }: BotSurroundings): Promise<void> {
  telegram.sendVoice(OMID, VOICE);
  // It is Groq that hears, whoever answers.
  while (provider('groq').requests.length === 0) await delay(5);
}

async function untilCalled({ telegram }: BotSurroundings, method: string): Promise<void> {
  while (telegram.callsOf(method).length === 0) await delay(5);
}
