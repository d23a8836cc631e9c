import { once } from 'node:events';
import { loadavg } from 'node:os';
import { openDatabase } from '../../database/engine/open-database.ts';
import { median, pause, quantile } from './measure.ts';
import { startSoakLoad } from './soak-load.ts';
import { takeSample } from './soak-sample.ts';
import { judgeSoak, type SoakVerdict, type SoakWindow } from './soak-verdict.ts';
import { spawnBot } from './spawn-bot.ts';

export interface SoakOptions {
  databaseUrl: string;
  minutes: number;
  messagesPerSecond: number;
  /** Receives a line about each window. */
  report: (line: string) => void;
}

const WINDOW_MS = 30_000;
const ENDS_WITHIN_MS = 15_000;

/**
 * Lets simulated people chat with the bot as `npm start` runs it, and measures its resources from outside.
 */
export async function soak(options: SoakOptions): Promise<SoakVerdict> {
  const { databaseUrl, messagesPerSecond, report } = options;
  const load = await startSoakLoad();
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  const bot = spawnBot({ ...load.environment, DATABASE_URL: databaseUrl }, ['ignore', 'ignore', 'inherit']);
  const windows: SoakWindow[] = [];
  try {
    load.begin(messagesPerSecond);
    for (let window = 0; window < (options.minutes * 60_000) / WINDOW_MS; window++) {
      await pause(WINDOW_MS);
      if (bot.exitCode !== null || bot.signalCode !== null) throw new Error('the bot ended by itself');
      const sample = await takeSample(bot.pid ?? 0, database, databaseUrl);
      windows.push({ ...sample, ...load.takeAnswers() });
      report(describe(windows));
    }
    await load.end();
    bot.kill('SIGTERM');
    await once(bot, 'exit', { signal: AbortSignal.timeout(ENDS_WITHIN_MS) });
  } finally {
    bot.kill('SIGKILL');
    await Promise.all([load.close(), database.close()]);
  }
  return judgeSoak(windows);
}

function describe(windows: readonly SoakWindow[]): string {
  const window = windows.at(-1)!;
  const minute = ((windows.length * WINDOW_MS) / 60_000).toFixed(1);
  return [
    `${minute} min`.padStart(8),
    `${window.residentMegabytes.toFixed(0)} MB`,
    `${window.descriptors} descriptors`,
    `${window.threads} threads`,
    `database ${(window.databaseBytes / 1e6).toFixed(2)} MB`,
    `${window.answered} answered, ${window.unanswered} not`,
    `median ${median(window.chatMs).toFixed(0)} ms, p99 ${quantile(window.chatMs, 0.99).toFixed(0)} ms`,
    `processor ${window.cpuSeconds.toFixed(1)} s, machine's load ${loadavg()[0]?.toFixed(1)}`,
  ].join('; ');
}
