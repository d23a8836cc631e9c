import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

export interface AccidentOptions {
  clock: Pick<Clock, 'after'>;
  logger: Pick<Logger, 'error'>;
  /** Ends the process at once. */
  exit: (code: number) => void;
  /** Where errors arrive that nobody caught, rejected promises among them. */
  events?: Pick<NodeJS.EventEmitter, 'on'>;
}

/** An end in order takes ten seconds at most, and a moment more to close what was opened. */
const END_MS = 20_000;

/**
 * The signal is aborted by the first error that nobody caught. Node would end the process in the middle of its work,
 * with a trace on standard error. Here the error is logged and the program ends itself in order; where that hangs, the
 * process ends with code 1 after 20 seconds.
 */
export function watchAccidents({ clock, logger, exit, events = process }: AccidentOptions): AbortSignal {
  const happened = new AbortController();
  events.on('uncaughtException', (error: unknown, origin: string) => {
    logger.error({ error: describeError(error), origin, frames: framesOf(error) }, 'nobody caught an error');
    if (happened.signal.aborted) return;
    happened.abort(error);
    clock.after(END_MS, () => exit(1));
  });
  return happened.signal;
}

/** The lines of the stack that name places. The others repeat the message. */
function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}
