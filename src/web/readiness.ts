import type { Clock } from '../foundation/clock.ts';
import { shareRecent } from './share-recent.ts';

/** What the bot cannot work without, each with a cheap check that rejects when it does not answer. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

const SHARED_MS = 2_000;
const PATIENCE_MS = 2_000;

/** Tells the names of what does not answer; asked often, it looks once in two seconds. */
export function createReadiness(checks: ReadinessChecks, clock: Clock): () => Promise<string[]> {
  const look = async (): Promise<string[]> => {
    const names = Object.entries(checks).map(async ([name, check]) => ((await answers(check)) ? [] : [name]));
    return (await Promise.all(names)).flat();
  };
  const shared = shareRecent(look, { clock, maxAgeMs: SHARED_MS });
  return () => shared(undefined);
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const inTime = check().then(
    () => true,
    () => false,
  );
  return Promise.race([inTime, late]).finally(() => clearTimeout(timer));
}
