import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../as-postgres.ts';

/** As Debian's packages `patroni`, `etcd-server` and `haproxy` install them. */
export const PROGRAMS = { patroni: '/usr/bin/patroni', etcd: '/usr/bin/etcd', haproxy: '/usr/sbin/haproxy' };

/** Which of them are missing. */
export function missingPrograms(): string[] {
  return Object.entries(PROGRAMS).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
}

/** Where the programs of a cluster live: a folder of the user that they run as. */
export interface Place {
  folder: string;
  identity: Identity;
}

/** Starts a program whose output goes to a file in the folder. */
export function startProgram(
  { folder, identity }: Place,
  name: string,
  program: string,
  parameters: readonly string[],
): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'a');
  return spawn(program, parameters, {
    ...identity,
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', log, log],
  });
}

/** Ends a program that `startProgram` started. */
export async function endProgram(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill(signal);
  await ended;
}

/** A process and everything that it started, as far as these still hang together. */
export async function familyOf(pid: number): Promise<number[]> {
  const parents = await readParents();
  const family = [pid];
  for (const member of family)
    family.push(...[...parents].flatMap(([child, parent]) => (parent === member ? [child] : [])));
  return family;
}

/** Sends a signal to those of the processes that still run. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

async function readParents(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The name, in parentheses, may hold anything.
      return [Number(pid), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])];
    }),
  );
  return new Map(pairs);
}
