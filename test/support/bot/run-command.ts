import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { launch } from './built-program.ts';

export interface Ended {
  /** `null` after a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a built program of `npm run`, with only this environment; with `limit` no file may grow beyond so many blocks. */
export function startCommand(
  name: string,
  args: readonly string[],
  environment: Record<string, string>,
  { cwd, limit }: { cwd?: string; limit?: number } = {},
): RunningCommand {
  const command = [...launch(`commands/${name}`), ...args] as const;
  const [file, ...parameters] =
    limit === undefined ? command : ['sh', '-c', `ulimit -f ${limit}; exec "$0" "$@"`, ...command];
  const { PATH = '' } = process.env;
  const program = spawn(file, parameters, { cwd, env: { PATH, ...environment }, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  program.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  program.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const ended = once(program, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { ended, kill: (signal) => void program.kill(signal) };
}

/** Runs a built program to its end. */
export function runCommand(...parameters: Parameters<typeof startCommand>): Promise<Ended> {
  return startCommand(...parameters).ended;
}
