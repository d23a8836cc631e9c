import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOutageJournal, type JournalEntry } from '../../src/usage/outage-journal.ts';
import { serializeEntry } from '../../src/usage/journal-entry.ts';

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

describe('the journal', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('brings back after a crash exactly what was appended', async () => {
    const dead = join(folder, 'ledger-journal.999999999.0a0b0c0d.jsonl');
    await writeFile(dead, `\n\n${serializeEntry(booking('a'))}${serializeEntry(booking('b'))}\n\n`);
    const journal = await openOutageJournal(folder);
    expect(journal.entries()).toEqual([booking('a'), booking('b')]);
    expect(await readdir(folder)).toHaveLength(1);
    await journal.close();
  });

  it('skips the line that a power cut left half written', async () => {
    const dead = join(folder, 'ledger-journal.999999999.0a0b0c0d.jsonl');
    await writeFile(dead, `${serializeEntry(booking('a'))}${serializeEntry(booking('b')).slice(0, 40)}`);
    const journal = await openOutageJournal(folder);
    expect(journal.entries()).toEqual([booking('a')]);
    await journal.close();
  });

  it('leaves alone what a living process has open', async () => {
    const first = await openOutageJournal(folder);
    await first.append(booking('a'));
    const second = await openOutageJournal(folder);
    expect(second.entries()).toEqual([]);
    await first.close();
    await second.close();
  });

  it('forgets what the database has, of its file once nothing is left', async () => {
    const journal = await openOutageJournal(folder);
    await Promise.all(['a', 'b', 'c'].map((id) => journal.append(booking(id))));
    await journal.forget(2);
    expect(journal.entries()).toEqual([booking('c')]);
    await journal.close();
    // Writing twice does no harm, and losing does.
    const next = await openOutageJournal(folder);
    expect(next.entries()).toEqual(['a', 'b', 'c'].map(booking));
    await next.forget(3);
    await next.append(booking('d'));
    await next.close();
    const last = await openOutageJournal(folder);
    expect(last.entries()).toEqual([booking('d')]);
    await last.forget(1);
    await last.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('has no more than its room once nothing is left', async () => {
    const journal = await openOutageJournal(folder);
    const ids = Array.from({ length: 4_000 }, (_, index) => `request-${index}`);
    await Promise.all(ids.map((id) => journal.append(booking(id))));
    await journal.forget(ids.length);
    const [name = ''] = await readdir(folder);
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toBe('\n'.repeat(1024 * 1024));
    await journal.close();
  });

  it('takes more than the room it reserved', async () => {
    const journal = await openOutageJournal(folder);
    const ids = Array.from({ length: 4_000 }, (_, index) => `request-${index}`);
    await Promise.all(ids.map((id) => journal.append(booking(id))));
    await journal.close();
    const next = await openOutageJournal(folder);
    expect(next.entries().map((entry) => 'booking' in entry && entry.booking.id)).toEqual(ids);
    await next.close();
  });
});
