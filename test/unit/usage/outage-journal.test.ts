import { mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { serializeEntry, type JournalEntry } from '../../../src/usage/outage/journal-entry.ts';
import { openOutageJournal, type OutageJournal } from '../../../src/usage/outage/outage-journal.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const at = new Date('2026-11-22T10:00:00.000Z');

function booking(id: string): JournalEntry {
  return {
    booking: {
      id,
      provider: 'groq',
      model: 'openai/gpt-oss-120b',
      actionType: 'Chat',
      userId: 9_007_199_254_740_993n,
      chatId: null,
      estimatedPromptTokens: 12,
      leaseOwner: 'host/1/aa',
      leaseUntil: at,
      createdAt: at,
      date: '2026-11-22',
      budget: null,
    },
  };
}

/** Journals of another machine, and of a version that did not name its machine. */
const ELSEWHERE = 'ledger-journal.0123456789ab.1.0a0b0c0d.jsonl';
const NOWHERE = 'ledger-journal.999999999.0a0b0c0d.jsonl';

describe('the journal', () => {
  let clock: FakeClock;
  let folder: string;
  beforeEach(async () => {
    clock = new FakeClock(at.toISOString());
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The name that the journal of a dead process of this machine would have. */
  async function nameOfDeadProcess(): Promise<string> {
    const journal = await openOutageJournal(folder, clock);
    const [name = ''] = await readdir(folder);
    await journal.close();
    return join(folder, name.replace(`.${process.pid}.`, '.999999999.'));
  }

  /** Leaves a journal with one entry as a process elsewhere does, last touched some time ago. */
  async function leave(name: string, id: string, secondsAgo: number): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, serializeEntry(booking(id)));
    const touched = new Date(clock.now().getTime() - secondsAgo * 1_000);
    await utimes(path, touched, touched);
    return path;
  }

  it('brings back after a crash exactly what was appended', async () => {
    const dead = await nameOfDeadProcess();
    await writeFile(dead, `\n\n${serializeEntry(booking('a'))}${serializeEntry(booking('b'))}\n\n`);
    const journal = await openOutageJournal(folder, clock);
    expect(journal.entries()).toEqual([booking('a'), booking('b')]);
    expect(await readdir(folder)).toHaveLength(1);
    await journal.close();
  });

  it('keeps no booking that it could not write, since nobody sends that request', async () => {
    const journal = await openOutageJournal(folder, clock);
    await journal.append(booking('a'));
    await journal.close();
    await expect(journal.append(booking('b'))).rejects.toThrow();
    expect(journal.entries()).toEqual([booking('a')]);
  });

  it('skips the line that a power cut left half written', async () => {
    const dead = await nameOfDeadProcess();
    await writeFile(dead, `${serializeEntry(booking('a'))}${serializeEntry(booking('b')).slice(0, 40)}`);
    const journal = await openOutageJournal(folder, clock);
    expect(journal.entries()).toEqual([booking('a')]);
    await journal.close();
  });

  it('leaves alone what a living process has open', async () => {
    const first = await openOutageJournal(folder, clock);
    await first.append(booking('a'));
    const second = await openOutageJournal(folder, clock);
    expect(second.entries()).toEqual([]);
    await first.close();
    await second.close();
  });

  it.each([ELSEWHERE, NOWHERE])('leaves alone what somebody elsewhere touched lately: %s', async (name) => {
    await leave(name, 'a', 25);
    const journal = await openOutageJournal(folder, clock);
    await journal.tend();
    expect(journal.entries()).toEqual([]);
    expect(await readdir(folder)).toContain(name);
    await journal.close();
  });

  it.each([ELSEWHERE, NOWHERE])('takes what nobody elsewhere has touched for a while: %s', async (name) => {
    await leave(name, 'a', 35);
    const journal = await openOutageJournal(folder, clock);
    expect(journal.entries()).toEqual([booking('a')]);
    expect(await readdir(folder)).toHaveLength(1);
    await journal.close();
  });

  it('takes what a living process of this machine has not touched for 30 seconds', async () => {
    const living = (await nameOfDeadProcess()).replace('.999999999.', `.${process.ppid}.`);
    await leave(basename(living), 'a', 0);
    const journal = await openOutageJournal(folder, clock);
    await clock.advance(30_000);
    await journal.tend();
    expect(journal.entries()).toEqual([]);
    await clock.advance(1);
    await journal.tend();
    expect(journal.entries()).toEqual([booking('a')]);
    await journal.close();
  });

  it('shows by every entry that its process lives', async () => {
    const journal = await openOutageJournal(folder, clock);
    await clock.advance(20_000);
    await journal.append(booking('a'));
    const [name = ''] = await readdir(folder);
    expect((await stat(join(folder, name))).mtime).toEqual(clock.now());
    await journal.close();
  });

  it('takes while it is open what others leave', async () => {
    const journal = await openOutageJournal(folder, clock);
    await journal.append(booking('a'));
    await leave(ELSEWHERE, 'b', 35);
    await journal.tend();
    expect(journal.entries()).toEqual([booking('a'), booking('b')]);
    const [name = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect((await readFile(join(folder, name), 'utf8')).trim().split('\n')).toHaveLength(2);
    await journal.close();
  });

  it('shows others that its process lives', async () => {
    const journal = await openOutageJournal(folder, clock);
    const [name = ''] = await readdir(folder);
    await utimes(join(folder, name), 0, 0);
    await journal.tend();
    expect((await stat(join(folder, name))).mtime).toEqual(clock.now());
    await journal.close();
  });

  it.each<[string, (journal: OutageJournal) => Promise<void>]>([
    ['with the next entry', (journal) => journal.append(booking('b'))],
    ['without one', (journal) => journal.tend()],
  ])('is written once more when somebody took it from a process that lives, %s', async (_, goOn) => {
    const frozen = await openOutageJournal(folder, clock);
    await frozen.append(booking('a'));
    const [name = ''] = await readdir(folder);
    await rename(join(folder, name), join(folder, ELSEWHERE));
    await utimes(join(folder, ELSEWHERE), 0, 0);
    const other = await openOutageJournal(folder, clock);
    expect(other.entries()).toEqual([booking('a')]);
    const before = await readdir(folder);
    await goOn(frozen);
    const [anew = ''] = (await readdir(folder)).filter((name) => !before.includes(name));
    const text = await readFile(join(folder, anew), 'utf8');
    expect(text.trim()).toBe(frozen.entries().map(serializeEntry).join('').trim());
    await frozen.close();
    await other.close();
  });

  it('forgets what the database has, of its file once nothing is left', async () => {
    const journal = await openOutageJournal(folder, clock);
    await Promise.all(['a', 'b', 'c'].map((id) => journal.append(booking(id))));
    await journal.forget(2);
    expect(journal.entries()).toEqual([booking('c')]);
    await journal.close();
    // Writing twice does no harm, and losing does.
    const next = await openOutageJournal(folder, clock);
    expect(next.entries()).toEqual(['a', 'b', 'c'].map(booking));
    await next.forget(3);
    await next.append(booking('d'));
    await next.close();
    const last = await openOutageJournal(folder, clock);
    expect(last.entries()).toEqual([booking('d')]);
    await last.forget(1);
    await last.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes more than the room it reserved, and has no more than that once nothing is left', async () => {
    const journal = await openOutageJournal(folder, clock);
    const ids = Array.from({ length: 400 }, (_, index) => `request-${index}-${'x'.repeat(4_000)}`);
    await Promise.all(ids.map((id) => journal.append(booking(id))));
    await journal.close();
    const next = await openOutageJournal(folder, clock);
    expect(next.entries().map((entry) => 'booking' in entry && entry.booking.id)).toEqual(ids);
    await next.forget(ids.length);
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toBe('\n'.repeat(1024 * 1024));
    await next.close();
  });
});
