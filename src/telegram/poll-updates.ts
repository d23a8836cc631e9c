import { once } from 'node:events';
import { createUpdateFetcher } from '@grammyjs/runner';
import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import type { BotContext } from './context.ts';
import type { UpdateDesk } from './update-desk.ts';

export interface Polling {
  /** Rejects when Telegram refuses the bot for good. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const POLL_AGAIN_MS = 1_000;

type Desk = Pick<UpdateDesk, 'receive' | 'room' | 'untilHandled'>;

/** Long polling: each poll tells Telegram to forget what the one before brought, which is kept or handled by then. */
export function pollUpdates(bot: Bot<BotContext>, desk: Desk): Polling {
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
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      const updates = await fetch(await desk.room(), signal as Parameters<typeof fetch>[1]);
      const kept = await Promise.all(updates.map((update) => desk.receive(update)));
      const unkept = updates.filter((_, index) => !kept[index]);
      // Only while the database is away: each race leaves something with a promise that outlives it.
      if (unkept.length > 0) await Promise.race([stopped, untilHandled(desk, unkept)]);
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
  };
}

/** Resolves when Telegram may forget updates that are not kept: nobody else has them. */
async function untilHandled(desk: Desk, updates: readonly Update[]): Promise<void> {
  await Promise.all(updates.map(({ update_id: id }) => desk.untilHandled(id)));
}
