import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import {
  findBinaries,
  startTemporaryServer,
  type OwnServer,
} from '../../support/database/postgres-server.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const run = promisify(execFile);

/** Waits until the bot has logged `message`. */
async function logged(bot: RunningBot, message: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (bot.log.some((line) => line.includes(message))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the bot never logged "${message}"`);
}

/** Holds the one lock for writing until the returned function is called. */
async function lock(database: Database): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let holding: Promise<void> = Promise.resolve();
  await new Promise<void>((locked) => {
    holding = database.transaction(async (connection) => {
      await connection.$executeRawUnsafe('UPDATE setting SET value = value');
      locked();
      await released;
    });
  });
  return () => {
    release();
    return holding;
  };
}

/** What the provider received and what the ledger holds. */
async function expectEveryRequestBooked(bot: RunningBot, url: string): Promise<void> {
  const database = await openDatabase({ url });
  const rows = await database.client.aiUsage.findMany();
  expect(rows.filter((row) => row.status === 'ok')).toHaveLength(
    bot.provider(MAIN).requests.filter((request) => request.kind === 'chat').length,
  );
  await expectLedgerInvariants(database);
  await database.close();
}

describe('an embedded database that somebody else has locked', () => {
  let folder: string;
  let bot: RunningBot;
  let holder: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'locked-'));
    bot = await startRunningBot({ environment: { DATABASE_URL: `file:${join(folder, 'usage.db')}` } });
    holder = await openDatabase({ url: `file:${join(folder, 'usage.db')}` });
  });
  afterAll(async () => {
    await holder.close();
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('costs nobody an answer, and nothing of what was used is lost', async () => {
    await bot.ask(OMID, 'Hello before the lock');
    const release = await lock(holder);
    // The lock is held until both are answered.
    const first = await bot.ask(OMID, 'Hello while it is locked');
    const second = await bot.ask(SARA, 'سلام در زمان قفل');
    expect([first, second].every((text) => text.length > 0 && !text.includes('😕'))).toBe(true);
    await release();
    await logged(bot, 'the database is back');
    await bot.ask(OMID, 'Hello after the lock');
    await expectEveryRequestBooked(bot, `file:${join(folder, 'usage.db')}`);
  }, 600_000);
});

// Only root may mount a disk that is small enough to fill.
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('an embedded database on a full disk', () => {
  it('keeps what was used in the room it reserved', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'full-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
    const url = `file:${join(folder, 'usage.db')}`;
    const bot = await startRunningBot({ environment: { DATABASE_URL: url } });
    try {
      await bot.ask(OMID, 'Hello while there is room');
      await run('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=4096']).catch(() => undefined);
      for (let question = 0; question < 5; question++)
        await bot.ask(OMID, `Hello on a full disk ${question}`);
      await rm(join(folder, 'filler'));
      await logged(bot, 'the database is back');
      await expectEveryRequestBooked(bot, url);
    } finally {
      await bot.stop();
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    }
  }, 600_000);
});

const binaries = await findBinaries();
if (binaries) {
  describe('a PostgreSQL server that stops', () => {
    let server: OwnServer;
    let bot: RunningBot;

    beforeAll(async () => {
      server = await startTemporaryServer(binaries);
      bot = await startRunningBot({ environment: { DATABASE_URL: server.url } });
    }, 120_000);
    afterAll(async () => {
      await bot.stop();
      await server.stop();
    });

    it('costs nobody an answer, and what was used is booked when it is back', async () => {
      await bot.ask(OMID, 'Hello before the server stops');
      await server.halt();
      const answers = [
        await bot.ask(OMID, 'Hello without a server'),
        await bot.ask(SARA, 'سلام بی‌سرور'),
        await bot.ask(OMID, 'Are you still here?'),
      ];
      expect(answers.every((text) => text.length > 0 && !text.includes('😕'))).toBe(true);
      await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('out of reach'));
      await server.resume();
      await logged(bot, 'the database is back');
      await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('is back'));
      await bot.ask(OMID, 'Hello again');
      const told = bot.telegram.messages(ADMIN).map(({ text }) => text.split(/[.(]/)[0]);
      expect(told).toEqual(['🔴 The database is out of reach', '🟢 The database is back ']);
      await expectEveryRequestBooked(bot, server.url);
    }, 120_000);
  });
}
