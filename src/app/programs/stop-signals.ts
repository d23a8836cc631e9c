import { constants } from 'node:os';
import { systemClock } from '../../foundation/clock.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** A start that is told to stop ends what it was doing within this time, or is ended. */
const START_GRACE_MS = 3_000;

export interface StopSignals {
  /** Aborted by the first signal to stop. */
  stopping: AbortSignal;
  /** Lets the program end itself in order: nothing else does from now on but a second signal. */
  endInOrder: () => void;
}

let watched: StopSignals | null = null;

/**
 * Obeys SIGINT and SIGTERM from now on, where a container's first process would ignore them. The first one asks the
 * program to end; a second one ends it at once.
 */
export function watchStopSignals(): StopSignals {
  watched ??= startWatching();
  return watched;
}

function startWatching(): StopSignals {
  const stopping = new AbortController();
  let grace: { cancel(): void } | null = null;
  let endsInOrder = false;
  for (const signal of SIGNALS) {
    // Those of the launcher.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (stopping.signal.aborted) return die(signal);
      if (!endsInOrder) grace = systemClock.after(START_GRACE_MS, () => die(signal));
      stopping.abort(signal);
    });
  }
  return {
    stopping: stopping.signal,
    endInOrder: () => {
      endsInOrder = true;
      grace?.cancel();
    },
  };
}

/**
 * Ends this process by the signal itself: leaving in the middle of a statement, SQLite's thread would crash it. What is
 * not committed is rolled back by the database.
 */
export function die(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // The first process of a container does not get its own signal.
  systemClock.after(100, () => process.exit(128 + constants.signals[signal]));
}
