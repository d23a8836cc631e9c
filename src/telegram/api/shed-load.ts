import { GrammyError, type Transformer } from 'grammy';
import { createBusyLoop } from '../../foundation/concurrency/busy-loop.ts';

const REFUSAL = {
  ok: false,
  error_code: 429,
  description: 'Too Many Requests: the bot itself is busy',
  parameters: { retry_after: 2 },
} as const;
/** Made once: one for each refusal, with its stack, would be a load of its own. */
const BUSY = new GrammyError('The call was left out!', REFUSAL, 'any', {});
const MOST_AT_ONCE = 16;
/** Somebody who writes alone always sees the answer grow. */
const MOST_WHEN_BUSY = 2;

/**
 * Of calls that nobody misses, makes few at once, and fewer still when this process has more to do than it can:
 * where a thousand people write, their answers come before the signs that these are being written.
 */
export function shedLoad(): Transformer {
  const isBusy = createBusyLoop();
  let running = 0;
  return async (prev, method, payload, signal) => {
    if (running >= (isBusy() ? MOST_WHEN_BUSY : MOST_AT_ONCE)) throw BUSY;
    running++;
    try {
      return await prev(method, payload, signal);
    } finally {
      running--;
    }
  };
}
