import type { Transformer } from 'grammy';

const BUSY = {
  ok: false,
  error_code: 429,
  description: 'Too Many Requests: the bot itself is busy',
  parameters: { retry_after: 2 },
} as const;

/**
 * Of calls that nobody misses, makes at most so many at once: where a thousand people write, their answers come
 * before the signs that these are being written.
 */
export function shedLoad(mostAtOnce: number): Transformer {
  let running = 0;
  return async (prev, method, payload, signal) => {
    if (running >= mostAtOnce) return BUSY;
    running++;
    try {
      return await prev(method, payload, signal);
    } finally {
      running--;
    }
  };
}
