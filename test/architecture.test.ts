import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { findImports, type Import } from './support/find-imports.ts';

/** Whom a room may import, by room: `all`, or only the `types` of it. */
type Doors = ReadonlyMap<string, 'all' | 'types'>;

const SDKS = ['groq-sdk', 'cohere-ai', '@google/generative-ai', '@cerebras/cerebras_cloud_sdk'];
const rows = readRows(readFileSync('docs/architecture.md', 'utf8'));
const table = new Map(
  rows.filter(([, doors]) => doors !== 'everything').map(([room, doors]) => [room, readDoors(doors)]),
);
/** Folders of programs; the files beside the rooms, whose folder is '', are programs too. */
const programs = ['', ...rows.filter(([, doors]) => doors === 'everything').map(([folder]) => folder)];
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('database/generated/'));
const sources = files.map((file) => {
  const text = readFileSync(join('src', file), 'utf8');
  return { file, room: roomOf(file), text, imports: findImports(text, { tsx: file.endsWith('.tsx') }) };
});
const imports = sources.flatMap(({ file, room, imports }) => imports.map((one) => ({ file, room, ...one })));

describe('the architecture table', () => {
  it('has a row for every folder in src', () => {
    const folders = new Set(sources.map(({ room }) => room));
    expect([...folders].filter((folder) => !table.has(folder) && !programs.includes(folder))).toEqual([]);
  });

  it('lets each room name only rooms above it, so that no cycle is possible', () => {
    const rooms = [...table.keys()];
    for (const [index, [room, doors]] of [...table].entries()) {
      const below = [...doors.keys()].filter((door) => !rooms.slice(0, index).includes(door));
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

  it('of a room goes through a door that its row names', () => {
    const leaks = imports.filter((one) => !mayImport(one)).map(describeImport);
    expect(leaks).toEqual([]);
  });

  it('of Prisma is in database/', () => {
    expect(importersOf((name) => name.startsWith('@prisma/') || name === 'prisma')).toEqual(['database']);
  });

  it('of a provider’s SDK is in providers/, and in the bare bot that ours is measured against', () => {
    expect(importersOf((name) => SDKS.some((sdk) => name === sdk || name.startsWith(`${sdk}/`)))).toEqual([
      'benchmarks',
      'providers',
    ]);
  });

  it('of demo/ is in a program', () => {
    const importers = imports.filter((one) => targetRoom(one) === 'demo' && one.room !== 'demo');
    expect(importers.filter(({ room }) => !programs.includes(room)).map(describeImport)).toEqual([]);
  });

  it('names its file, so that it can be followed', () => {
    const unclear = imports.filter(
      ({ from }) => from === null || (from.startsWith('.') && !/\.\w+$/.test(from)),
    );
    expect(unclear.map(describeImport)).toEqual([]);
  });
});

describe('the files in src', () => {
  it('read the environment in config/ alone', () => {
    const readers = sources.filter(
      ({ text }) =>
        /\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\[/.test(text) ||
        /\benv\b[^;]*from 'node:process'/.test(text),
    );
    expect([...new Set(readers.map(({ room }) => room))]).toEqual(['config']);
  });

  it('are named after what they export, not after a drawer', () => {
    const drawers = files.filter((file) =>
      /^(utils?|helpers?|common|index|misc|shared)\b/.test(basename(file)),
    );
    expect(drawers).toEqual([]);
  });
});

/** The folders of the document's table, each with the cell that names its doors. */
function readRows(markdown: string): [room: string, doors: string][] {
  const found = markdown.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]+) \|$/gm);
  return [...found].map(([, room = '', doors = '']) => [room, doors]);
}

function readDoors(cell: string): Doors {
  const doors = cell.split(',').map((name) => name.trim());
  return new Map(doors.filter((door) => door !== '–').map(readDoor));
}

function readDoor(door: string): [string, 'all' | 'types'] {
  const [, room = door, types] = /^(\w+)( \(types\))?$/.exec(door) ?? [];
  return [room, types ? 'types' : 'all'];
}

/** The first folder of a file below src; empty for the files beside the rooms. */
function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function targetRoom({ file, from }: { file: string; from: string | null }): string | null {
  if (!from?.startsWith('.')) return null;
  return roomOf(posix.join(dirname(file), from));
}

function mayImport(one: Import & { file: string; room: string }): boolean {
  const target = targetRoom(one);
  if (target === null || target === one.room || programs.includes(one.room)) return true;
  const door = table.get(one.room)?.get(target);
  return door === 'all' || (door === 'types' && one.typeOnly);
}

function importersOf(isWanted: (name: string) => boolean): string[] {
  const found = imports.filter(({ from }) => from !== null && isWanted(from));
  return [...new Set(found.map(({ room }) => room))];
}

function describeImport({ file, from, typeOnly }: Import & { file: string }): string {
  return `${file} imports ${typeOnly ? 'types of ' : ''}${from}`;
}
