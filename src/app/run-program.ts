import { secretsOf } from '../config/config.ts';
import { ConfigError } from '../config/environment-reader.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { describeError } from '../foundation/describe-error.ts';
import { createRedactor } from '../foundation/redact.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs a program of this project to its end: SIGINT and SIGTERM stop it in order, errors go to standard error without
 * secrets, and the exit code tells whether it succeeded.
 */
export async function runProgram(
  program: (onStop: (stop: () => Promise<void>) => void) => Promise<void>,
): Promise<void> {
  try {
    await program((stop) => {
      for (const signal of SIGNALS) process.once(signal, () => void stop());
    });
    process.exitCode ??= 0;
  } catch (error) {
    const redact = createRedactor(secretsOf(loadEnvironment()));
    process.stderr.write(redact(explain(error)));
    process.exitCode = 1;
  }
  // The SDKs' keep-alive sockets would delay the exit by seconds; everything of ours is closed by now.
  await flush(process.stdout);
  process.exit();
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    const problems = error.problems.map((problem) => `  - ${problem}\n`).join('');
    return `${error.message}\n${problems}See .env.example and the table of settings in README.md.\n`;
  }
  return `${describeError(error)}\n`;
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
