import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseEntry } from '../../../src/usage/outage/journal-entry.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';

const KILLS = 12;
const ENTRIES = 200;
const BATCH = 5;
const CLOCK = pathToFileURL(builtProgram('parts/clock.js')).href;
const JOURNAL = pathToFileURL(builtProgram('parts/outage-journal.js')).href;

/** Fills a journal, then says how many of its entries the database has, and forgets them, again and again. */
const REPLAYING = `
  import { writeSync } from 'node:fs';
  const { openOutageJournal } = await import('${JOURNAL}');
  const { systemClock } = await import('${CLOCK}');
  const journal = await openOutageJournal(process.argv[1], systemClock);
  const entryOf = (id) => ({ settlement: { id, errorMessage: 'x'.repeat(12_000) } });
  await Promise.all(Array.from({ length: ${ENTRIES} }, (_, id) => journal.append(entryOf(id))));
  for (let written = ${BATCH}; written < ${ENTRIES}; written += ${BATCH}) {
    writeSync(1, written + '\\n');
    await journal.forget(${BATCH});
  }
  setInterval(() => undefined, 1_000);
`;

/** Kills a process somewhere in its replay; how many entries the database has. */
async function killInReplay(folder: string): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', REPLAYING, folder]);
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await once(child.stdout, 'data');
  await delay(Math.random() * 100);
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(said.trim().split('\n').at(-1));
}

async function idsOnDisk(folder: string): Promise<Set<number>> {
  const [name = ''] = await readdir(folder);
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
  const entries = lines.flatMap((line) => parseEntry(line) ?? []);
  return new Set(entries.map((entry) => Number('settlement' in entry && entry.settlement.id)));
}

describe('a process that is killed while it replays its journal', () => {
  itWhenBuilt()(
    'leaves on disk every entry that the database does not have yet',
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const folder = await mkdtemp(join(tmpdir(), 'killed-replay-'));
        const written = await killInReplay(folder);
        const ids = await idsOnDisk(folder);
        const left = Array.from({ length: ENTRIES - written }, (_, index) => written + index);
        expect({ kill, written, lost: left.filter((id) => !ids.has(id)) }).toEqual({
          kill,
          written,
          lost: [],
        });
        await rm(folder, { recursive: true });
      }
    },
    600_000,
  );
});
