import type { Clock } from './clock.ts';

export interface DeadlineSignal {
  /** Aborts with the caller's signal, or with a `TimeoutError` when the time is over. */
  signal: AbortSignal;
  /** Cancels the timer and stops listening to the caller's signal. */
  end(): void;
}

/**
 * An abort signal that combines the caller's signal with a timeout in milliseconds. `AbortSignal.any` with
 * `AbortSignal.timeout` does the same, but stays in memory for the whole timeout even if the work ends early:
 * a minute for each answer.
 */
export function deadlineSignal(clock: Pick<Clock, 'after'>, caller: AbortSignal, ms: number): DeadlineSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(caller.reason);
  const timer = clock.after(ms, () => controller.abort(new DOMException('the time is over', 'TimeoutError')));
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
