import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { builtProgram } from '../../support/bot/built-program.ts';

/** The bot as its own process, with its output checked as it arrives. */
export interface WatchedProgram {
  /** Whether it is still running. */
  isAlive(): boolean;
  /** Forbidden output, with its context. */
  leaks(): readonly string[];
  /** Its output on standard error, which should be empty. */
  complaints(): string;
  /** Logged errors, with the number of the update that caused each. */
  errors(): readonly LoggedError[];
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface LoggedError {
  msg: string;
  error?: string;
  updateId?: number;
}

const AROUND = 200;

/** Starts the built bot at log level trace; resolves when it accepts updates. */
export async function startWatchedProgram(
  environment: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Promise<WatchedProgram> {
  const { PATH = '' } = process.env;
  const program = spawn(process.execPath, [builtProgram('main.js')], {
    env: { ...environment, LOG_LEVEL: 'trace', PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const leaks: string[] = [];
  const errors: LoggedError[] = [];
  let complaints = '';
  let rest = '';
  const ready = new AbortController();
  const look = (line: string) => {
    if (line.includes('"username"')) ready.abort();
    for (const secret of secrets) {
      const at = line.indexOf(secret);
      if (at >= 0) leaks.push(line.slice(Math.max(0, at - AROUND), at + AROUND));
    }
    if (line.includes('"level":"error"')) errors.push(JSON.parse(line) as LoggedError);
  };
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) look(line);
  });
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
    look(text);
  });
  const ended = once(program, 'exit') as Promise<[number | null]>;
  while (!ready.signal.aborted && program.exitCode === null) await delay(5);
  return {
    isAlive: () => program.exitCode === null && program.signalCode === null,
    leaks: () => leaks,
    complaints: () => complaints,
    errors: () => errors,
    stop: async () => {
      program.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}
