export interface TimeLimit {
  /** Aborted with the caller's signal, or when the time is up. */
  signal: AbortSignal;
  /** Lets go of both. */
  end(): void;
}

/**
 * Bounds some work by a signal and a time in milliseconds. `AbortSignal.any` and `AbortSignal.timeout` do as much, but
 * are kept until the time is up, however early the work ended: a minute for each answer.
 */
export function limitTime(caller: AbortSignal, ms: number): TimeLimit {
  const controller = new AbortController();
  const abort = (): void => controller.abort(caller.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('the time is up', 'TimeoutError')), ms);
  caller.addEventListener('abort', abort, { once: true });
  if (caller.aborted) abort();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}
