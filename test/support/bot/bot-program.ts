import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { launch } from './built-program.ts';
import { findInner, onOtherHost } from './other-host.ts';

/** The bot as a process of its own. */
export interface BotProgram {
  pid: number;
  /** Everything it logged so far. */
  log(): string;
  /** Everything it wrote to standard error so far. */
  complaints(): string;
  /** Resolves when it logged this. */
  untilLogged(words: string): Promise<void>;
  /** Stops it where it stands, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Sends the signal and resolves with the exit code, `null` after SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGUSR2'): Promise<number | null>;
}

/** Starts the built program, as on another machine where `host` names one; resolves when it takes updates. */
export async function startBotProgram(
  environment: Record<string, string>,
  host?: string,
): Promise<BotProgram> {
  const { PATH = '' } = process.env;
  const command = launch('main');
  const [file, ...parameters] = host === undefined ? command : onOtherHost(host, command);
  const program: ChildProcess = spawn(file, parameters, {
    env: { ...environment, LOG_LEVEL: 'info', PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let complaints = '';
  program.stdout?.on('data', (bytes: Buffer) => (log += bytes.toString()));
  program.stderr?.on('data', (bytes: Buffer) => {
    complaints += bytes.toString();
    process.stderr.write(bytes);
  });
  const untilLogged = async (words: string) => {
    while (!log.includes(words)) {
      if (program.exitCode !== null)
        throw new Error(`the program ended with ${program.exitCode}: ${complaints}\n${log}`);
      await delay(5);
    }
  };
  await untilLogged('"username"');
  const outer = program.pid ?? 0;
  const pid = host === undefined ? outer : await findInner(outer);
  return {
    pid,
    log: () => log,
    complaints: () => complaints,
    untilLogged,
    freeze: () => void process.kill(pid, 'SIGSTOP'),
    thaw: () => void process.kill(pid, 'SIGCONT'),
    end: async (signal) => {
      const ended = once(program, 'exit') as Promise<[number | null]>;
      // A machine that dies takes everything on it along.
      process.kill(signal === 'SIGKILL' ? outer : pid, signal);
      return (await ended)[0];
    },
  };
}
