import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPresenceStore, type Presence } from '../database/admin/presence-store.ts';
import { ArchiveError } from '../database/archive/archive-format.ts';
import { openSource } from '../database/archive/open-snapshot.ts';
import type { DatabaseSetting } from '../database/engine/failures/explain-failure.ts';
import type { Database } from '../database/engine/database.ts';
import type { Clock } from '../foundation/clock.ts';
import { hasEnded } from '../usage/ledger/interrupted.ts';
import { parseEntry } from '../usage/outage/journal-entry.ts';
import { PRESENCE_INTERVAL_MS } from './services/show-presence.ts';
import { journalFolder } from './parts/open-ledger.ts';

/** A bot that lives has shown itself within this, even if the database was slow once. */
const PRESENT_MS = 3 * PRESENCE_INTERVAL_MS;

/** Throws an `ArchiveError` while a bot uses the database, or keeps requests for it in a journal of an outage. */
export async function expectNoBot(databaseUrl: string, clock: Clock): Promise<void> {
  const database = await openSource(databaseUrl);
  try {
    const bot = await findBot(database, clock.now());
    if (bot) throw new ArchiveError(describeBot(bot, 'this database', clock.now()));
  } finally {
    await database.close();
  }
  const journal = await findJournal(journalFolder(databaseUrl));
  if (journal !== null)
    throw new ArchiveError(`${journal} holds requests of an outage. Start the bot once: it books them`);
}

/** The same for a database that is to be filled, which need not be there, nor have tables. */
export async function expectNoBotAtTarget(
  databaseUrl: string,
  clock: Clock,
  setting?: DatabaseSetting,
): Promise<void> {
  if (databaseUrl.startsWith('file:') && !existsSync(databaseUrl.slice('file:'.length))) return;
  const database = await openSource(databaseUrl, setting);
  try {
    const bot = await findBot(database, clock.now()).catch(() => undefined);
    if (bot) throw new ArchiveError(describeBot(bot, 'the target', clock.now()));
  } finally {
    await database.close();
  }
}

async function findBot(database: Database, now: Date): Promise<Presence | undefined> {
  const seen = await createPresenceStore(database).list();
  return seen.find((presence) => isPresent(presence, now));
}

function isPresent({ owner, seenAt }: Presence, now: Date): boolean {
  return now.getTime() - seenAt.getTime() < PRESENT_MS && !hasEnded(owner);
}

function describeBot({ owner, seenAt }: Presence, database: string, now: Date): string {
  const [machine = '', pid] = owner.split('/');
  const [host] = machine.split('#');
  const seconds = Math.max(0, Math.round((now.getTime() - seenAt.getTime()) / 1000));
  const rest = Math.ceil(PRESENT_MS / 1000) - seconds;
  return (
    `a bot uses ${database}: process ${pid} on ${host}, seen ${seconds} s ago. Stop it, then run this again. ` +
    `If it was killed on another machine, wait ${rest} s`
  );
}

/** A bot that was killed leaves a journal, in most cases one with nothing in it. */
async function findJournal(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^ledger-journal\..*\.jsonl$/.test(one))) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    if (text.split('\n').some((line) => parseEntry(line) !== null)) return join(folder, name);
  }
  return null;
}
