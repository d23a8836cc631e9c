import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { findBinaries } from '../../support/database/postgres-server.ts';
import {
  ADMIN,
  OMID,
  startBotIn,
  startSurroundings,
  type BotSurroundings,
} from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { nameTexts } from './cases/name-text.ts';
import { SHUTDOWN_CASES, type ShutdownCase, type ShutdownOutcome } from './cases/shutdown-cases.ts';
import { PHASES } from './cases/shutdown-phases.ts';
import { startSideBySide } from './side-by-side.ts';
import { canSpoil, createSpoilt } from './cases/spoil-database.ts';
import { ANSWER } from './try-provider-fault.ts';

/** What the bot logs when something is not finished within its eight seconds. */
const GRACE_IS_OVER = '"graceMs":8000';

const binaries = await findBinaries();
const cases = SHUTDOWN_CASES.filter(({ phase }) => {
  const { outage } = PHASES[phase];
  return !outage || canSpoil(outage, binaries);
});

describe('a bot that gets SIGTERM while it', () => {
  let outcomes: Promise<unknown>[] = [];

  beforeAll(() => {
    const works = cases.map((it) => () => endIn(it).catch((error: unknown) => error));
    outcomes = startSideBySide(works, 4);
  });

  for (const [index, { phase, outcome }] of cases.entries()) {
    // A database that is away decides for itself how long its last statements take.
    const exit: unknown = PHASES[phase].outage ? expect.stringMatching(/^code 0 /) : outcome.exit;
    itWhenBuilt()(phase, async () => expect(await outcomes[index]).toEqual({ ...outcome, exit }), 300_000);
  }
});

async function endIn({ phase }: ShutdownCase): Promise<ShutdownOutcome> {
  const { options, outage, reach } = PHASES[phase];
  const spoilt = outage ? await createSpoilt(outage, binaries ?? '') : null;
  const surroundings = await startSurroundings({ ...options, ...(spoilt && { database: spoilt }) });
  if (phase.includes('daily report')) surroundings.environment['REPORT_CRON'] = onceInAWhile();
  const program = await startBotProgram(surroundings.environment);
  await reach(surroundings, async () => spoilt?.begin());
  const code = await program.end('SIGTERM');
  const took = program.log().includes(GRACE_IS_OVER) ? 'after 8 s' : 'within 8 s';
  const sees = textsOf(surroundings);
  const reports = reportsOf(surroundings);
  await spoilt?.end();
  const next = await startBotIn(surroundings);
  await askWhole(surroundings, '/help');
  await next.app.stop();
  const database = await surroundings.database();
  await expectLedgerInvariants(database);
  const rows = await database.client.aiUsage.findMany({ orderBy: { id: 'asc' } });
  const booked = rows.map(({ status }) => status).join(', ') || 'nothing';
  const later = textsOf(surroundings).filter((text) => text === ANSWER).length;
  const reportsInTheEnd = reportsOf(surroundings);
  await surroundings.close();
  const answered = sees.filter((text) => text === ANSWER).length;
  return {
    sees: reports > 0 ? 'the report' : nameTexts(sees, ANSWER),
    next: reportsInTheEnd > reports ? 'sends the report' : nameNext(answered, later),
    booked,
    exit: `code ${code} ${took}`,
  };
}

function nameNext(answered: number, later: number): ShutdownOutcome['next'] {
  if (later === answered) return 'has nothing to do';
  return answered > 0 ? 'answers again' : 'answers';
}

/** The messages in the chat, without drafts. */
function textsOf({ telegram }: BotSurroundings): string[] {
  const messages = telegram.messages(OMID).filter(({ by, draft }) => by === 'bot' && draft === null);
  return messages.map(({ text }) => text);
}

function reportsOf({ telegram }: BotSurroundings): number {
  return telegram.messages(ADMIN).filter(({ text }) => text.includes('AI report —')).length;
}

/** A time of day after the bot's start that does not recur during the test. */
function onceInAWhile(): string {
  const soon = new Date(Date.now() + 25_000);
  return `${soon.getUTCSeconds()} ${soon.getUTCMinutes()} ${soon.getUTCHours()} * * *`;
}
