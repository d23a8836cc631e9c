import { secretsOf } from '../../config/secrets-of.ts';
import { ConfigError } from '../../config/environment-reader.ts';
import { loadEnvironment } from '../../config/load-environment.ts';
import { explainFailure } from '../../database/engine/failures/explain-failure.ts';
import { describeError } from '../../foundation/describe-error.ts';
import { createRedactor } from '../../foundation/redact.ts';
import { usageText, type ProgramOptions, type ProgramUsage } from './program-usage.ts';
import { readArguments, type ProgramValues } from './read-arguments.ts';
import { die, watchStopSignals } from './stop-signals.ts';
import { watchOutput } from './watch-output.ts';
import { UsageError } from './usage-error.ts';

export interface ProgramLife {
  /** Registers what ends the program in order. */
  onStop: (stop: () => Promise<void>) => void;
  /** Aborted by the first signal to stop. */
  stopping: AbortSignal;
}

export interface Program<Options extends ProgramOptions> extends ProgramUsage<Options> {
  /** The program ends in order when `stopping` is aborted, from its first moment. Else a signal ends it at once. */
  obeysStopping?: boolean;
  /** It sees to its standard output itself, and does not end when that is lost. */
  keepsOnWithoutOutput?: boolean;
  run(values: ProgramValues<Options>, life: ProgramLife): Promise<void>;
}

/**
 * Runs a program of this project to its end: it prints its usage where that is asked for, SIGINT and SIGTERM stop it,
 * errors go to standard error without secrets, and the exit code tells whether it succeeded.
 */
export async function runProgram<const Options extends ProgramOptions>(
  program: Program<Options>,
): Promise<void> {
  const life = beginLife(program.obeysStopping ?? false);
  try {
    const values = readArguments(program, process.argv.slice(2));
    if (!values || !program.keepsOnWithoutOutput)
      watchOutput({ onLost: endWithoutOutput, onReaderGone: () => process.exit() });
    if (values) await program.run(values, life);
    else process.stdout.write(usageText(program));
    process.exitCode ??= 0;
  } catch (error) {
    process.exitCode = endedAsAsked(error, life) ? 0 : 1;
    if (process.exitCode === 1) process.stderr.write(explain(error, program));
  }
  // The SDKs' keep-alive sockets would delay the exit by seconds; everything of ours is closed by now.
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  process.exit();
}

function beginLife(obeysStopping: boolean): ProgramLife {
  const { stopping, endInOrder } = watchStopSignals();
  const dieAtOnce = (): void => die(stopping.reason as NodeJS.Signals);
  if (!obeysStopping) stopping.addEventListener('abort', dieAtOnce);
  return {
    stopping,
    onStop: (stop) => {
      stopping.removeEventListener('abort', dieAtOnce);
      endInOrder();
      if (stopping.aborted) void stop();
      else stopping.addEventListener('abort', () => void stop());
    },
  };
}

function endWithoutOutput(problem: string): void {
  process.stderr.write(`The output was not written: ${problem}\n`);
  process.exit(1);
}

function endedAsAsked(error: unknown, { stopping }: ProgramLife): boolean {
  return stopping.aborted && error === stopping.reason;
}

function explain(error: unknown, program: ProgramUsage): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usageText(program)}`;
  const environment = loadEnvironment();
  return createRedactor(secretsOf(environment))(explainError(error, environment));
}

function explainError(error: unknown, environment: Readonly<Record<string, string | undefined>>): string {
  if (error instanceof ConfigError) {
    const lines = [...error.problems, ...error.hints].map((line) => `  - ${line}\n`).join('');
    return `${error.message}\n${lines}See .env.example and the table of settings in README.md.\n`;
  }
  const url = environment['DATABASE_URL']?.trim() ?? '';
  // A database may also fail after it was opened.
  return `${describeError(url === '' ? error : explainFailure(error, url))}\n`;
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
