import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import { shareRecent } from './share-recent.ts';

/** The bot's dependencies, each with a cheap check that rejects on failure. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

const SHARED_MS = 2_000;
const PATIENCE_MS = 2_000;

/**
 * Returns a function that gives the names of failing checks. Results are shared for two seconds, and a check
 * fails after two seconds.
 */
export function createReadiness(checks: ReadinessChecks, clock: Clock): () => Promise<string[]> {
  const look = async (): Promise<string[]> => {
    const names = Object.entries(checks).map(async ([name, check]) =>
      (await answers(check, clock)) ? [] : [name],
    );
    return (await Promise.all(names)).flat();
  };
  const shared = shareRecent(look, { clock, maxAgeMs: SHARED_MS });
  return () => shared(undefined);
}

function answers(check: () => Promise<unknown>, clock: Clock): Promise<boolean> {
  return withTimeout(clock, PATIENCE_MS, check()).then(
    () => true,
    () => false,
  );
}
