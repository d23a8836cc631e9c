import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BUILT_IN_PROVIDERS } from '../../config/config.ts';
import { startProviderStandIn } from '../stand-ins/providers/provider-stand-in.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import { median, milliseconds, pause, printLine } from './measure.ts';
import { readProcess } from './read-process.ts';
import { createScratchDatabases } from './scratch-databases.ts';
import { environmentAmong, kill, spawnBot } from './spawn-bot.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

interface Start {
  firstPollMs: number;
  idleMegabytes: number;
}

const RUNS = 3;
/** Node releases startup memory after some idle seconds. */
const IDLE_AFTER_MS = 15_000;

/** Time from start to first poll, and idle memory, relative to a bot with only grammY and its runner. */
export async function benchmarkStart(): Promise<string> {
  const standIns = await Promise.all(BUILT_IN_PROVIDERS.map((id) => startProviderStandIn(id)));
  const [scratch] = await createScratchDatabases('');
  const startBot = (telegram: TelegramStandIn) =>
    spawnBot({ ...environmentAmong(telegram, standIns), DATABASE_URL: scratch?.url });
  await measureStart(startBot); // migrates the database
  const ours: Start[] = [];
  const bare: Start[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await measureStart(startBot));
    bare.push(await measureStart(startBare));
  }
  await Promise.all(standIns.map((standIn) => standIn.close()));
  await scratch?.remove();
  return compare(ours, bare);
}

function startBare({ token, apiRoot }: TelegramStandIn): ChildProcess {
  const program = fileURLToPath(projectFile('src/tools/benchmarks/bare-bot.js'));
  return spawn(process.execPath, [program, token, apiRoot], { stdio: 'ignore' });
}

function compare(ours: readonly Start[], bare: readonly Start[]): string {
  const poll = (starts: readonly Start[]) => median(starts.map((start) => start.firstPollMs));
  const memory = (starts: readonly Start[]) => median(starts.map((start) => start.idleMegabytes));
  return [
    printLine({
      what: 'start to first poll, four providers, SQLite',
      measured: milliseconds(poll(ours)),
      reference: `a bare grammY bot (${milliseconds(poll(bare))})`,
      ratio: poll(ours) / poll(bare),
    }),
    printLine({
      what: 'memory when idle for 15 s',
      measured: `${memory(ours).toFixed(0)} MB`,
      reference: `a bare grammY bot (${memory(bare).toFixed(0)} MB)`,
      ratio: memory(ours) / memory(bare),
    }),
  ].join('');
}

async function measureStart(start: (telegram: TelegramStandIn) => ChildProcess): Promise<Start> {
  const telegram = await startTelegramStandIn();
  const startedAt = performance.now();
  const child = start(telegram);
  while (!telegram.calls.some((call) => call.method === 'getUpdates')) await pause(1);
  const firstPollMs = performance.now() - startedAt;
  await pause(IDLE_AFTER_MS);
  const field = await readProcess(child.pid);
  await kill(child);
  await telegram.close();
  return { firstPollMs, idleMegabytes: field('VmRSS') / 1024 };
}
