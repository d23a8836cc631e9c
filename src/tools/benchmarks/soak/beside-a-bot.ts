import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnBot } from '../spawn-bot.ts';
import type { SoakLoad } from './soak-load.ts';

const ENDS_WITHIN_MS = 15_000;

export interface BesideABot {
  load: SoakLoad;
  databaseUrl: string;
  messagesPerSecond: number;
}

/**
 * Starts the bot under the load, does `work`, and ends both as an operator would. Throws if the bot does not end in time;
 * closes the load in any case.
 */
export async function besideABot<T>(
  { load, databaseUrl, messagesPerSecond }: BesideABot,
  work: (bot: ChildProcess) => Promise<T>,
): Promise<T> {
  const bot = spawnBot({ ...load.environment, DATABASE_URL: databaseUrl }, ['ignore', 'ignore', 'inherit']);
  try {
    load.begin(messagesPerSecond);
    const result = await work(bot);
    await load.end();
    bot.kill('SIGTERM');
    await once(bot, 'exit', { signal: AbortSignal.timeout(ENDS_WITHIN_MS) });
    return result;
  } finally {
    bot.kill('SIGKILL');
    await load.close();
  }
}

/** Throws where the bot has ended. */
export function expectRunning(bot: ChildProcess): void {
  if (bot.exitCode !== null || bot.signalCode !== null) throw new Error('the bot ended by itself');
}
