import { setTimeout as delay } from 'node:timers/promises';
import { itWhenBuilt } from '../support/built-program.ts';
import { startBotProgram, type BotProgram } from '../support/bot-program.ts';
import { expectLedgerInvariants } from '../support/ledger-invariants.ts';
import { ADMIN, OMID, startSurroundings, type BotSurroundings } from '../support/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { nameTexts } from './name-text.ts';
import { SHUTDOWN_CASES, type ShutdownOutcome } from './shutdown-cases.ts';
import { startSideBySide } from './side-by-side.ts';
import { holdSqlite } from './spoil-database.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';

const GRACE_MS = 8_000;

/** Brings the bot into the phase; resolves when it is there. */
type Reach = (surroundings: BotSurroundings) => Promise<unknown>;

const PHASES: readonly Reach[] = [
  async (it) => {
    it.provider('groq').behave({ latencyMs: 1_500 });
    await ask(it);
  },
  async (it) => {
    it.provider('groq').fail({ kind: 'hang' });
    await ask(it);
  },
  async (it) => {
    it.provider('groq').behave({ chunkDelayMs: 500 });
    await ask(it);
    await it.telegram.waitForCall('sendMessageDraft');
  },
  async (it) => {
    it.provider('groq').fail({ kind: 'stall', afterChunks: 1 });
    await ask(it);
    await it.telegram.waitForCall('sendMessageDraft');
  },
  async (it) => {
    it.telegram.failNext('sendMessage', 1_500);
    await ask(it);
    await untilCalled(it, 'sendMessage');
  },
  async (it) => {
    it.telegram.failNext('sendMessage', 'timeout');
    await ask(it);
    await untilCalled(it, 'sendMessage');
  },
  async (it) => {
    it.provider('groq').behave({ latencyMs: 500 });
    await ask(it);
    await holdSqlite(it.environment['DATABASE_URL'] ?? '', 1_500);
    await delay(600);
  },
  async (it) => {
    it.telegram.failNext('sendMessage', 1_500);
    await untilCalled(it, 'sendMessage');
  },
  async (it) => {
    const parameters = { retry_after: 60 };
    it.telegram.failNext('sendMessage', { errorCode: 429, description: 'Too Many Requests', parameters });
    await untilCalled(it, 'sendMessage');
  },
  async ({ telegram }) => {
    // A signal that comes while it starts ends it at once.
    telegram.say(ADMIN, '/help');
    await telegram.waitForMessage(ADMIN, () => true, 30_000);
  },
];

describe('a bot that gets SIGTERM while it', () => {
  let outcomes: Promise<unknown>[] = [];

  beforeAll(() => {
    const works = PHASES.map(
      (reach, index) => () =>
        endIn(reach, SHUTDOWN_CASES[index]?.phase ?? '').catch((error: unknown) => error),
    );
    outcomes = startSideBySide(works, 3);
  });

  for (const [index, { phase, outcome }] of SHUTDOWN_CASES.entries()) {
    itWhenBuilt(phase, async () => expect(await outcomes[index]).toEqual(outcome), 300_000);
  }
});

async function endIn(reach: Reach, phase: string): Promise<ShutdownOutcome> {
  const surroundings = await startSurroundings();
  if (phase.includes('daily report')) surroundings.environment['REPORT_CRON'] = onceInAWhile();
  const program = await startBotProgram(surroundings.environment);
  await reach(surroundings);
  const startedAt = performance.now();
  const code = await program.end('SIGTERM');
  const took = performance.now() - startedAt < GRACE_MS ? 'within 8 s' : 'after 8 s';
  const sees = textsOf(surroundings);
  const reports = reportsOf(surroundings);
  const next: BotProgram = await startBotProgram(surroundings.environment);
  await askWhole(surroundings, '/help');
  await next.end('SIGTERM');
  const database = await surroundings.database();
  await expectLedgerInvariants(database);
  const rows = await database.client.aiUsage.findMany({ orderBy: { id: 'asc' } });
  const answered = surroundings.telegram.messages(OMID).filter(({ text }) => text === ANSWER).length;
  const booked = rows.map(({ status }) => status).join(', ') || 'nothing';
  const exit = `code ${code} ${took}`;
  const reportsInTheEnd = reportsOf(surroundings);
  await surroundings.close();
  const answeredLater = answered > sees.filter((text) => text === ANSWER).length;
  return {
    sees: reports > 0 ? 'the report' : nameTexts(sees, ANSWER),
    next: reportsInTheEnd > reports ? 'sends the report' : answeredLater ? 'answers' : 'nothing is left',
    booked,
    exit,
  };
}

async function ask({ telegram, provider }: BotSurroundings): Promise<void> {
  telegram.say(OMID, QUESTION);
  while (provider('groq').requests.length === 0) await delay(5);
}

async function untilCalled({ telegram }: BotSurroundings, method: string): Promise<void> {
  while (telegram.callsOf(method).length === 0) await delay(5);
}

/** What stands in the chat, without what is only being written. */
function textsOf({ telegram }: BotSurroundings): string[] {
  const messages = telegram.messages(OMID).filter(({ by, draft }) => by === 'bot' && draft === null);
  return messages.map(({ text }) => text);
}

function reportsOf({ telegram }: BotSurroundings): number {
  return telegram.messages(ADMIN).filter(({ text }) => text.includes('Daily AI report')).length;
}

/** A time of the day that comes when the bot has started, and not again while the test runs. */
function onceInAWhile(): string {
  const soon = new Date(Date.now() + 25_000);
  return `${soon.getUTCSeconds()} ${soon.getUTCMinutes()} ${soon.getUTCHours()} * * *`;
}
