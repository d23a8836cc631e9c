import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { builtProgram } from './built-program.ts';

const PROGRAM = builtProgram('main.js');

/** The bot as a process of its own. */
export interface BotProgram {
  pid: number;
  /** Everything it logged so far. */
  log(): string;
  /** Resolves when it logged this. */
  untilLogged(words: string): Promise<void>;
  /** Sends the signal and resolves with the exit code, `null` after SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts the built program; resolves when it takes updates. */
export async function startBotProgram(environment: Record<string, string>): Promise<BotProgram> {
  const { PATH = '' } = process.env;
  const program: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: { ...environment, LOG_LEVEL: 'info', PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let reason = '';
  program.stdout?.on('data', (bytes: Buffer) => (log += bytes.toString()));
  program.stderr?.on('data', (bytes: Buffer) => {
    reason += bytes.toString();
    process.stderr.write(bytes);
  });
  const untilLogged = async (words: string) => {
    while (!log.includes(words)) {
      if (program.exitCode !== null)
        throw new Error(`the program ended with ${program.exitCode}: ${reason}\n${log}`);
      await delay(5);
    }
  };
  await untilLogged('"username"');
  return {
    pid: program.pid ?? 0,
    log: () => log,
    untilLogged,
    end: async (signal) => {
      const ended = once(program, 'exit') as Promise<[number | null]>;
      program.kill(signal);
      return (await ended)[0];
    },
  };
}
