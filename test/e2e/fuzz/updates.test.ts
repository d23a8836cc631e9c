import { writeFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { findLeaks } from './find-leaks.ts';
import { startFuzzedBot, type FuzzedBot } from './fuzzed-bot.ts';
import { count, REPORT, SEED } from './how-much.ts';
import { anyMutatedUpdate, anyUpdate } from './updates.ts';

const UPDATES = count(1_500);
/** Updates per bot, so that the stand-in's memory stays small. */
const A_ROUND = 5_000;
const AT_ONCE = 48;
const MANGLED_PERCENT = 30;
const PATIENCE_MS = 120_000;
const FIRST_ID = 500_000;
/** A refusal from Telegram, such as for a chat that does not exist. */
const REFUSED = /Call to '\w+' failed! \(400: Bad Request/;

const rounds = Array.from({ length: Math.ceil(UPDATES / A_ROUND) }, (_, round) => ({
  seed: SEED + round,
  updates: Math.min(A_ROUND, UPDATES - round * A_ROUND),
}));

describe('a bot that receives random updates', () => {
  for (const { seed, updates } of rounds) {
    itWhenBuilt()(
      `survives ${updates} updates of seed ${seed} and leaks nothing`,
      async () => {
        const bot = await startFuzzedBot({ seed, mangledPercent: MANGLED_PERCENT });
        try {
          const statuses = await deliverAll(bot, samples(updates, seed));
          expect(bot.program.isAlive()).toBe(true);
          expect(await bot.untilHandled(PATIENCE_MS)).toBe(0);
          await report(bot, seed, statuses);
          expect(bot.program.leaks()).toEqual([]);
          expect(findLeaks(bot.telegram.calls)).toEqual([]);
          expect(unexpectedErrors(bot)).toEqual([]);
          expect([...statuses.keys()]).toEqual([200]);
          expect(bot.mangled()).toBeGreaterThan(updates / 100);
          expect(await bot.program.stop()).toBe(0);
          expect(bot.program.complaints()).toBe('');
        } finally {
          await bot.close();
        }
      },
      600_000,
    );
  }
});

/** Valid and broken updates in turn. */
function samples(updates: number, seed: number): object[] {
  const numRuns = Math.ceil(updates / 2);
  // Broken updates get albums of their own, or valid albums would be broken too.
  const broken = fc.sample(anyMutatedUpdate, { numRuns, seed }).map(ofOtherAlbums);
  return fc.sample(anyUpdate, { numRuns, seed }).flatMap((update, index) => [update, broken[index] ?? {}]);
}

function ofOtherAlbums(update: object): object {
  return JSON.parse(
    JSON.stringify(update).replaceAll('"media_group_id":"', '"media_group_id":"broken '),
  ) as object;
}

/** Delivers concurrently, like Telegram; resolves with the number of each status. */
async function deliverAll({ deliver }: FuzzedBot, updates: readonly object[]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const numbered = updates.map((update, index) => ({ ...update, update_id: FIRST_ID + index }));
  const waiting = numbered.map((update) => JSON.stringify(update)).values();
  const work = async () => {
    for (const body of waiting) {
      const status = await deliver(body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return statuses;
}

/** Errors from valid updates that are not refusals by Telegram. */
function unexpectedErrors({ program }: FuzzedBot): unknown[] {
  return program.errors().filter(({ updateId, error }) => {
    const isBroken = updateId !== undefined && (updateId - FIRST_ID) % 2 === 1;
    return !isBroken && !REFUSED.test(error ?? '');
  });
}

/** Writes a line for manual runs: what was sent, and the result. */
async function report(bot: FuzzedBot, seed: number, statuses: ReadonlyMap<number, number>): Promise<void> {
  if (!REPORT) return;
  const errors: Record<string, number> = {};
  for (const { msg, error } of bot.program.errors())
    errors[`${msg}: ${error}`] = (errors[`${msg}: ${error}`] ?? 0) + 1;
  const line = { seed, statuses: [...statuses], asked: bot.asked(), mangled: bot.mangled(), errors };
  await writeFile(REPORT, `${JSON.stringify(line)}\n`, { flag: 'a' });
}
