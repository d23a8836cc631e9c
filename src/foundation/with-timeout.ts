import type { Clock } from './clock.ts';

/**
 * Resolves with the result of `work`; rejects if it takes longer than `ms` milliseconds. The work itself
 * continues, and its late result or failure is ignored.
 */
export async function withTimeout<Result>(
  clock: Pick<Clock, 'after'>,
  ms: number,
  work: Promise<Result>,
): Promise<Result> {
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = clock.after(ms, () => reject(new Error(`no answer within ${ms} ms`)));
  });
  return Promise.race([work, late]).finally(() => timer?.cancel());
}

/** Resolves with whether `work` succeeded within `ms` milliseconds. The work itself continues, as above. */
export async function endsWithin(
  clock: Pick<Clock, 'after'>,
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  return withTimeout(clock, ms, work).then(
    () => true,
    () => false,
  );
}
