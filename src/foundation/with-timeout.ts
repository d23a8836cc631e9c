import type { Clock } from './clock.ts';

/**
 * What `work` resolves with; rejects when that takes longer than `ms` milliseconds. The work itself goes on, and its
 * late result or failure is ignored.
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
