import type { Clock } from './clock.ts';

export interface DeadlineSignal {
  /** Aborted with the caller's signal, or with a `TimeoutError` when the time is up. */
  signal: AbortSignal;
  /** Cancels the timer and stops listening to the caller's signal. */
  end(): void;
}

/**
 * Bounds some work by the caller's signal and a time in milliseconds. `AbortSignal.any` and `AbortSignal.timeout` do as
 * much, but stay in memory until the time is up, however early the work ended: a minute for each answer.
 */
export function deadlineSignal(clock: Pick<Clock, 'after'>, caller: AbortSignal, ms: number): DeadlineSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(caller.reason);
  const timer = clock.after(ms, () => controller.abort(new DOMException('the time is up', 'TimeoutError')));
  caller.addEventListener('abort', abort, { once: true });
  if (caller.aborted) abort();
  return {
    signal: controller.signal,
    end: () => {
      timer.cancel();
      caller.removeEventListener('abort', abort);
    },
  };
}
