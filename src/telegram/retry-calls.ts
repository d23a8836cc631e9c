import { setTimeout as delay } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { HttpError, type Transformer } from 'grammy';

/** Pauses before a call that the network lost is made again. */
const PAUSES_MS = [500, 2_000, 5_000];

const waitAsAsked = autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 60, rethrowHttpErrors: true });

/**
 * Repeats calls that Telegram put off or the network lost, but only a few times: the next message of the same
 * person waits for it. Polling is left to the runner, which begins again every second and for ever.
 */
export const retryCalls: Transformer = async (prev, method, payload, signal) => {
  if (method === 'getUpdates') return prev(method, payload, signal);
  for (const pauseMs of PAUSES_MS) {
    try {
      return await waitAsAsked(prev, method, payload, signal);
    } catch (error) {
      if (!(error instanceof HttpError) || signal?.aborted) throw error;
    }
    await delay(pauseMs);
  }
  return waitAsAsked(prev, method, payload, signal);
};
