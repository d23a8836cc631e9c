import type { Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../../foundation/clock.ts';
import { delay } from '../../foundation/delay.ts';
import type { Logger } from '../../foundation/logger.ts';
import { readUpdate } from '../inbox/read-update.ts';

/**
 * Checks what Telegram delivers. An update with a field of a wrong type becomes one that says nothing: its number still
 * tells Telegram to forget it. `null`: not even the number can be read.
 */
export function screenUpdate(raw: unknown, logger: Logger): Update | null {
  const read = readUpdate(raw);
  if (read.update) return read.update;
  logger.warn({ updateId: read.updateId, field: read.problem }, 'dropped an update that is not one');
  return read.updateId === null ? null : { update_id: read.updateId };
}

/** Without a number to go on from, the next poll would bring the same at once. */
const PAUSE_MS = 1_000;

/** Lets only checked updates out of a poll. */
export function screenPolls(clock: Clock, logger: Logger): Transformer {
  return async (previous, method, payload, signal) => {
    const response = await previous(method, payload, signal);
    if (method !== 'getUpdates' || !response.ok) return response;
    const delivered: unknown[] = Array.isArray(response.result) ? response.result : [null];
    const updates = delivered.flatMap((raw) => screenUpdate(raw, logger) ?? []);
    if (updates.length < delivered.length && updates.length === 0) await delay(clock, PAUSE_MS);
    return { ...response, result: updates as typeof response.result };
  };
}
