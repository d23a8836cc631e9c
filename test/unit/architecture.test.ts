import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { findImports, type Import } from '../support/find-imports.ts';

/** Which rooms a room may import: all of them, or only their types. */
type Doors = ReadonlyMap<string, 'all' | 'types'>;

const SDKS = ['groq-sdk', 'cohere-ai', '@google/generative-ai', '@cerebras/cerebras_cloud_sdk'];
const rows = readRows(readFileSync('docs/architecture.md', 'utf8'));
/** Every room by its folder, with the rooms that it may import; `null` where that is everything. */
const table = new Map(rows.map(([room, doors]) => [room, doors === 'everything' ? null : readDoors(doors)]));
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/'));
const sources = files.map((file) => {
  const text = readFileSync(join('src', file), 'utf8');
  return { file, room: roomOf(file), text, imports: findImports(text, { tsx: file.endsWith('.tsx') }) };
});
const imports = sources.flatMap(({ file, room, imports }) => imports.map((one) => ({ file, room, ...one })));

describe('the architecture table', () => {
  it('has a row for every folder in src, and no row without one', () => {
    const folders = new Set(sources.map(({ room }) => room));
    expect([...folders].filter((folder) => folder !== '' && !table.has(folder))).toEqual([]);
    const parents = new Set([...table.keys()].map(parentOf));
    expect([...table.keys()].filter((room) => !folders.has(room) && !parents.has(room))).toEqual([]);
  });

  it('leaves only main.ts beside the rooms', () => {
    expect(files.filter((file) => !file.includes('/'))).toEqual(['main.ts']);
  });

  it('lets each room name only rooms above it, so that no cycle is possible', () => {
    const rooms = [...table.keys()];
    for (const [index, [room, doors]] of [...table].entries()) {
      const above = rooms.slice(0, index).filter((one) => parentOf(one) === parentOf(room));
      const below = [...(doors?.keys() ?? [])].filter((door) => !above.includes(fullName(room, door)));
      expect({ room, below }).toEqual({ room, below: [] });
    }
  });
});

describe('every import in src', () => {
  it('was found, also the dynamic ones and those of types', () => {
    const text = `
      import a from 'a'; import type B from 'b'; import { type C } from 'c'; export * from 'd'; import 'e';
      export { f } from 'f'; const g = await import('g'); type H = typeof import('h'); export type { I } from 'i';`;
    expect(findImports(text).map(({ from, typeOnly }) => (typeOnly ? `type ${from}` : from))).toEqual([
      'a',
      'type b',
      'c',
      'd',
      'e',
      'f',
      'g',
      'type h',
      'type i',
    ]);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('leads to no file that leads back to it', () => {
    expect(
      findCircles(new Map(sources.map(({ file, imports }) => [file, targetsOf(file, imports)]))),
    ).toEqual([]);
  });

  it('of a room goes through a door that its row names', () => {
    const leaks = imports.filter((one) => !mayImport(one)).map(describeImport);
    expect(leaks).toEqual([]);
  });

  it('of Prisma is in database/', () => {
    expect(importersOf((name) => name.startsWith('@prisma/') || name === 'prisma')).toEqual(['database']);
  });

  it('of a provider’s SDK is in providers/', () => {
    expect(importersOf((name) => SDKS.some((sdk) => name === sdk || name.startsWith(`${sdk}/`)))).toEqual([
      'providers',
    ]);
  });

  it('of tools/ is in a program', () => {
    const importers = imports.filter((one) => targetRoom(one)?.startsWith('tools/'));
    expect(
      importers
        .filter(({ room }) => !room.startsWith('tools/') && table.get(room) !== null)
        .map(describeImport),
    ).toEqual([]);
  });

  it('names its file, so that it can be followed', () => {
    const unclear = imports.filter(
      ({ from }) => from === null || (from.startsWith('.') && !/\.\w+$/.test(from)),
    );
    expect(unclear.map(describeImport)).toEqual([]);
  });
});

/**
 * What fills an empty `Map` or `Set` of the bot's rooms, by file and name. What strangers fill is a `createBoundedMap`;
 * each of these is bounded by something else.
 */
const UNBOUNDED: Readonly<Record<string, readonly string[]>> = {
  'made for one call': [
    'telegram/contents/marked-text.ts inserted',
    'usage/maintenance/reprice.ts models',
    'usage/prices/set-prices.ts next',
    'usage/quotas/own-knowledge.ts newest',
    'usage/quotas/unexplained-use.ts largest',
    'web/numbers/read-live-numbers.ts models',
  ],
  'has a place for each provider, model, price, setting or budget of the configuration': [
    'chat/circuit-breaker.ts refusals',
    'chat/sicknesses.ts sick',
    'chat/unknown-refusals.ts refusals',
    'usage/alerts/listed-models.ts known',
    'usage/alerts/listed-models.ts offers',
    'usage/alerts/watch-budgets.ts refusals',
    'usage/ledger/booked-model.ts versions',
    'usage/ledger/trouble-listener.ts calm',
    'usage/prices/listed-prices.ts byProvider',
    'usage/prices/listed-prices.ts texts',
    'usage/prices/set-prices.ts byModel',
    'usage/quotas/exhausted-quotas.ts known',
    'usage/settings/runtime-settings.ts rows',
  ],
  'has a place for each file that was built': ['web/routes/static-files.ts kept'],
  'holds what is in hand, of which the inbox, the share of a person or the room of the server is the bound': [
    'telegram/api/follow-migration.ts moving',
    'telegram/chat/running-answers.ts running',
    'telegram/delivery/collect-messages.ts open',
    'telegram/delivery/limit-flood.ts bursts',
    'telegram/delivery/poll-updates.ts unkept',
    'telegram/delivery/update-dispatcher.ts inHand',
    'telegram/inbox/held-updates.ts givenUp',
    'telegram/inbox/held-updates.ts held',
    'telegram/inbox/held-updates.ts lost',
    'telegram/inbox/inbox-settling.ts unsettled',
    'telegram/inbox/inbox-upkeep.ts unreturned',
    'usage/maintenance/forget-person.ts running',
    'usage/outage/left-journals.ts openJournals',
    'usage/outage/outage-journal.ts arriving',
    'web/access/connection-limiter.ts idle',
    'web/access/connection-limiter.ts open',
  ],
  'has a place for each account with a budget that was refused today': [
    'usage/alerts/watch-day-budgets.ts refusals',
  ],
};

describe('what grows while the bot runs', () => {
  const ROOMS = /^(?:telegram|chat|access|web|usage)\/(?!dashboard\/)/;
  // With nothing in its brackets it begins empty; what begins full is made from something that has an end.
  const EMPTY = /\b(?:const|let)\s+(\w+)\s*(?::[^=;\n]*)?=\s*new (?:Map|Set)(?:<[^()]*>)?\(\s*\)/g;
  const found = sources
    .filter(({ file }) => ROOMS.test(file))
    .flatMap(({ file, text }) =>
      [...withoutComments(text).matchAll(EMPTY)].map(([, name]) => `${file} ${name}`),
    );

  it('is bounded, or listed with what bounds it', () => {
    expect(found.toSorted()).toEqual(Object.values(UNBOUNDED).flat().toSorted());
  });

  it('is found wherever it has a name', () => {
    const all = sources
      .filter(({ file }) => ROOMS.test(file))
      .flatMap(({ text }) => withoutComments(text).match(/new (?:Map|Set)(?:<[^()]*>)?\(\s*\)/g) ?? []);
    expect(found).toHaveLength(all.length);
  });
});

describe('the files in src', () => {
  it('read the environment in config/ alone', () => {
    const readers = sources.filter(
      ({ text }) =>
        /\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\[/.test(text) ||
        /\benv\b[^;]*from 'node:process'/.test(text),
    );
    expect([...new Set(readers.map(({ room }) => outerOf(room)))]).toEqual(['config']);
  });

  it('take their time and their timers from the clock alone', () => {
    const TIME =
      /(?<![.\w])(setTimeout|setInterval)\(|performance\.now\(|Date\.now\(|new Date\(\)|AbortSignal\.timeout|timers\/promises/;
    // The pages run in a browser, and tools are not the bot.
    const apart = /^(?:foundation\/clock\.ts|web\/dashboard\/|tools\/)/;
    const askers = sources.filter(({ file, text }) => !apart.test(file) && TIME.test(withoutComments(text)));
    expect(askers.map(({ file }) => file)).toEqual([]);
  });

  it('are no more than twenty in a folder, and have 250 lines at most', () => {
    const inside = (folder: string) => files.filter((file) => dirname(file) === folder).length;
    expect([...new Set(files.map((file) => dirname(file)))].filter((folder) => inside(folder) > 20)).toEqual(
      [],
    );
    expect(sources.filter(({ text }) => text.split('\n').length > 251).map(({ file }) => file)).toEqual([]);
  });

  it('are named after what they export, not after a drawer', () => {
    const drawers = files.filter((file) =>
      /^(utils?|helpers?|common|index|misc|shared)\b/.test(basename(file)),
    );
    expect(drawers).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

/** The folders of the document's table, each with the cell that names its doors. */
function readRows(markdown: string): [room: string, doors: string][] {
  const found = markdown.matchAll(/^\| `([\w/-]+)\/` \|.*\| ([^|]+) \|$/gm);
  return [...found].map(([, room = '', doors = '']) => [room, doors]);
}

function readDoors(cell: string): Doors {
  const doors = cell.split(',').map((name) => name.trim());
  return new Map(doors.filter((door) => door !== '–').map(readDoor));
}

function readDoor(door: string): [string, 'all' | 'types'] {
  const [, room = door, types] = /^([\w/-]+)( \(types\))?$/.exec(door) ?? [];
  return [room, types ? 'types' : 'all'];
}

/** The innermost room of the table that a file below src is in; empty for files beside the rooms. */
function roomOf(file: string): string {
  let folder = dirname(file);
  // Prisma's generator writes there what the engine alone stands for.
  if (folder.startsWith('database/generated')) return 'database/engine';
  while (folder !== '.' && !table.has(folder) && folder.includes('/')) folder = dirname(folder);
  return folder === '.' ? '' : folder;
}

/** The room of the table that a room is within; itself where there is none. */
function outerOf(room: string): string {
  return parentOf(room) ?? room;
}

function parentOf(room: string): string | null {
  const parent = dirname(room);
  return table.has(parent) ? parent : null;
}

/** Inner rooms name their neighbours in the same room by their last folder alone. */
function fullName(room: string, door: string): string {
  const parent = parentOf(room);
  return parent === null ? door : `${parent}/${door}`;
}

/** The files below src that a file imports. */
function targetsOf(file: string, found: readonly Import[]): string[] {
  return found.flatMap(({ from }) => (from?.startsWith('.') ? [posix.join(dirname(file), from)] : []));
}

/** Every import that closes a circle, with the files that it leads through. */
function findCircles(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of targets.get(file) ?? []) follow(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) follow(file, []);
  return circles;
}

function targetRoom({ file, from }: { file: string; from: string | null }): string | null {
  if (!from?.startsWith('.')) return null;
  return roomOf(posix.join(dirname(file), from));
}

function mayImport(one: Import & { file: string; room: string }): boolean {
  const target = targetRoom(one);
  const { room, typeOnly } = one;
  // A room's own files, which compose it, see all of its inner rooms.
  if (target === null || target === room || room === '' || parentOf(target) === room) return true;
  const isNeighbour = outerOf(room) === outerOf(target);
  const doors = table.get(isNeighbour ? room : outerOf(room));
  if (doors === null) return true;
  const name = isNeighbour ? target.slice(outerOf(target).length + 1) : outerOf(target);
  const door = doors?.get(name);
  return door === 'all' || (door === 'types' && typeOnly);
}

/** The outer rooms that import a package. */
function importersOf(isWanted: (name: string) => boolean): string[] {
  const found = imports.filter(({ from }) => from !== null && isWanted(from));
  return [...new Set(found.map(({ file }) => file.split('/')[0] ?? ''))].toSorted();
}

function describeImport({ file, from, typeOnly }: Import & { file: string }): string {
  return `${file} imports ${typeOnly ? 'types of ' : ''}${from}`;
}
