import type { Clock, Timer } from '../../../foundation/clock.ts';

export interface ThrottledLatest<Value> {
  /** What is to be shown from now on; returns at once. */
  push(value: Value): void;
  /** Shows nothing more. Resolves when what is being shown has arrived. */
  stop(): Promise<void>;
}

export interface ThrottleOptions<Value> {
  clock: Clock;
  /** Shows a value; resolves with the milliseconds for which to be left alone after it. Must not reject. */
  show: (value: Value) => Promise<number>;
  /** Before the first value, which saves showing an answer that is over by then. */
  firstMs: number;
  intervalMs: number;
  /** Shows an old value again after this time; `null` where it stays by itself. */
  renewMs: number | null;
}

/** Shows the newest of many values, one at a time and never faster than its receiver allows. */
export function throttleLatest<Value>(options: ThrottleOptions<Value>): ThrottledLatest<Value> {
  const { clock } = options;
  let newest: Value | undefined;
  let isNew = false;
  let earliest: number | null = null;
  let timer: Timer | undefined;
  let showing: Promise<void> | null = null;
  let isStopped = false;

  const arm = (delayMs: number) => {
    timer?.cancel();
    timer = clock.after(delayMs, () => {
      showing = showNewest().finally(() => (showing = null));
    });
  };
  const showNewest = async () => {
    isNew = false;
    const pauseMs = await options.show(newest as Value);
    const wait = Math.max(options.intervalMs, pauseMs);
    earliest = clock.monotonicMs() + wait;
    if (isStopped) return;
    if (isNew) arm(wait);
    else if (options.renewMs !== null) arm(options.renewMs);
  };
  return {
    push: (value) => {
      if (isStopped) return;
      newest = value;
      earliest ??= clock.monotonicMs() + options.firstMs;
      const isWaiting = isNew;
      isNew = true;
      if (!showing && !isWaiting) arm(Math.max(0, earliest - clock.monotonicMs()));
    },
    stop: async () => {
      isStopped = true;
      timer?.cancel();
      await showing;
    },
  };
}
