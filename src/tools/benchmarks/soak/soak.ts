import { loadavg } from 'node:os';
import { openDatabase } from '../../../database/engine/open-database.ts';
import { median, pause, quantile } from '../measure.ts';
import { besideABot, expectRunning } from './beside-a-bot.ts';
import { startSoakLoad } from './soak-load.ts';
import { takeSample } from './soak-sample.ts';
import { judgeSoak, type SoakVerdict, type SoakWindow } from './soak-verdict.ts';

export interface SoakOptions {
  databaseUrl: string;
  minutes: number;
  messagesPerSecond: number;
  /** Receives a line about each window. */
  report: (line: string) => void;
}

const WINDOW_MS = 30_000;

/**
 * Lets simulated people chat with the bot as `npm start` runs it, and measures its resources from outside.
 */
export async function soak(options: SoakOptions): Promise<SoakVerdict> {
  const { databaseUrl, report } = options;
  const load = await startSoakLoad();
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  const windows: SoakWindow[] = [];
  try {
    await besideABot({ ...options, load }, async (bot) => {
      for (let window = 0; window < (options.minutes * 60_000) / WINDOW_MS; window++) {
        await pause(WINDOW_MS);
        expectRunning(bot);
        const sample = await takeSample(bot.pid ?? 0, database, databaseUrl);
        windows.push({ ...sample, ...load.takeAnswers() });
        report(describe(windows));
      }
    });
  } finally {
    await database.close();
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
