import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { findBinaries } from '../../support/database/postgres-server.ts';
import { ADMIN, startRunningBot, type LogLine, type RunningBot } from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { DATABASE_CASES, type DatabaseCase, type DatabaseOutcome } from './cases/database-cases.ts';
import { nameTexts } from './cases/name-text.ts';
import { canSpoil, createSpoilt, mayMount, SLOW_MS, type Spoilt } from './cases/spoil-database.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const run = promisify(execFile);
/** Below the usual patience with a database. */
const AT_ONCE_MS = 1_900;
/** A full disk still accepts writes to existing pages. */
const MOST_QUESTIONS = 60;

const binaries = await findBinaries();
const cases = DATABASE_CASES.filter((it) => canSpoil(it, binaries));

describe('a database', () => {
  it.each(cases.map((it) => [it.engine, it.fault, it] as const))(
    'of %s that is %s',
    async (_, __, databaseCase) => {
      const spoilt = await createSpoilt(databaseCase, binaries ?? '');
      const bot = await startRunningBot({ environment: { DATABASE_URL: spoilt.url } });
      try {
        expect(await tryDatabaseFault(bot, spoilt, databaseCase)).toEqual(databaseCase.outcome);
        await expectEveryRequestBooked(bot, spoilt.url);
      } finally {
        await bot.stop();
        await spoilt.remove();
      }
    },
    600_000,
  );
});

(mayMount ? it : it.skip)('the bot refuses to start with SQLite in a read-only folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'read-only-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]);
  const environment = { DATABASE_URL: `file:${join(folder, 'usage.db')}` };
  try {
    await expect(startRunningBot({ environment })).rejects.toThrow(/usage\.db\) can only be read/);
  } finally {
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true });
  }
});

async function tryDatabaseFault(
  bot: RunningBot,
  spoilt: Spoilt,
  { fault, outcome }: DatabaseCase,
): Promise<DatabaseOutcome> {
  await askWhole(bot, QUESTION);
  await spoilt.begin();
  const { length: asked } = bot.provider(MAIN).requests;
  const ending = fault === 'slow' ? delay(SLOW_MS).then(spoilt.end) : null;
  const startedAt = performance.now();
  const texts = [await askWhole(bot, QUESTION)];
  const firstMs = performance.now() - startedAt;
  const most = fault === 'full' ? MOST_QUESTIONS : 1;
  while (texts.length < most && !isAway(bot)) texts.push(await askWhole(bot, QUESTION));
  texts.push(await askWhole(bot, QUESTION));
  const isAsked = bot.provider(MAIN).requests.length > asked;
  await ending;
  const wasAway = isAway(bot);
  if (outcome.admins !== 'no') await untilTold(bot, 'out of reach');
  if (!ending) await spoilt.end();
  if (wasAway) await untilTold(bot, 'is back (');
  await askWhole(bot, QUESTION);
  const told = bot.telegram.messages(ADMIN).map(({ text }) => text.slice(0, 2));
  return {
    sees: [...new Set(texts.map((it) => nameTexts(it, ANSWER)))].join(' or '),
    waits:
      firstMs < AT_ONCE_MS && !ending ? 'no extra time' : ending ? 'until the lock is released' : 'seconds',
    kept: nameKeeping(wasAway, isAsked),
    admins: told.join() === '🔴,🟢' ? 'when it fails and when it is back' : 'no',
  };
}

function nameKeeping(wasAway: boolean, isAsked: boolean): DatabaseOutcome['kept'] {
  if (!wasAway) return 'in the database';
  return isAsked ? 'in the journal, booked later' : 'nowhere: no provider is asked';
}

function isAway(bot: RunningBot): boolean {
  return bot.log.some((line) => (JSON.parse(line) as LogLine).msg.startsWith('the database is away'));
}

async function untilTold(bot: RunningBot, words: string): Promise<void> {
  await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes(words));
}

/** The ledger holds exactly the provider's answers, and its totals match its rows. */
async function expectEveryRequestBooked(bot: RunningBot, url: string): Promise<void> {
  const database = await openDatabase({ url });
  const rows = await database.client.aiUsage.findMany();
  const sent = bot.provider(MAIN).requests.filter(({ kind }) => kind === 'chat');
  expect(rows.map(({ status }) => status)).toEqual(sent.map(() => 'ok'));
  await expectLedgerInvariants(database);
  await database.close();
}
