import { once } from 'node:events';
import { createUpdateFetcher } from '@grammyjs/runner';
import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import type { BotContext } from '../messages/context.ts';
import type { UpdateDispatcher } from './update-dispatcher.ts';

export interface Polling {
  /** Rejects when Telegram refuses the bot for good. */
  ended: Promise<void>;
  stop(): Promise<void>;
  /** Tells Telegram to forget what was handled and nobody keeps: no other poll comes that would tell it. */
  confirm(): Promise<void>;
}

const POLL_AGAIN_MS = 1_000;
/** Without it somebody is answered twice, for which the end of the process need not wait long. */
const CONFIRM_MS = 2_000;

type Desk = Pick<UpdateDispatcher, 'receive' | 'room' | 'untilHandled'>;

/** Long polling: each poll tells Telegram to forget what the one before brought, which is kept or handled by then. */
export function pollUpdates(bot: Bot<BotContext>, dispatcher: Desk, clock: Clock): Polling {
  const stopping = new AbortController();
  const fetch = createUpdateFetcher(bot, {
    fetch: { allowed_updates: [...ALLOWED_UPDATES] },
    // By itself it would wait twice as long after each failure, up to hours after a long night without a network.
    retryInterval: POLL_AGAIN_MS,
    maxRetryTime: Infinity,
    silent: true,
  });
  const { signal } = stopping;
  const stopped = once(signal, 'abort');
  /** Of the last poll, in order: whether each is handled by now. */
  const unkept = new Map<number, boolean>();
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      const updates = await fetch(await dispatcher.room(), signal as Parameters<typeof fetch>[1]);
      const kept = await Promise.all(updates.map((update) => dispatcher.receive(update)));
      const toHandle = updates.filter((_, index) => !kept[index]);
      unkept.clear();
      // Only while the database is away: each race leaves something with a promise that outlives it.
      if (toHandle.length > 0) await Promise.race([stopped, untilHandled(dispatcher, toHandle, unkept)]);
    }
  };
  const ended = poll().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    ended,
    stop: () => {
      stopping.abort();
      return ended.catch(() => undefined);
    },
    confirm: async () => {
      const offset = nextAfterHandled(unkept);
      if (offset === null) return;
      const told = bot.api.getUpdates({ offset, limit: 1, timeout: 0 });
      await withTimeout(clock, CONFIRM_MS, told).catch(() => undefined);
    },
  };
}

/** Resolves when Telegram may forget updates that are not kept: nobody else has them. */
async function untilHandled(
  dispatcher: Desk,
  updates: readonly Update[],
  handled: Map<number, boolean>,
): Promise<void> {
  for (const { update_id: id } of updates) handled.set(id, false);
  await Promise.all(
    updates.map(async ({ update_id: id }) => handled.set(id, await dispatcher.untilHandled(id))),
  );
}

/** The number before which Telegram may forget all; `null` where the first is not handled, or there is none. */
function nextAfterHandled(handled: ReadonlyMap<number, boolean>): number | null {
  let next: number | null = null;
  for (const [id, isHandled] of handled) {
    if (!isHandled) break;
    next = id + 1;
  }
  return next;
}
