import { createUpdateFetcher } from '@grammyjs/runner';
import type { Bot } from 'grammy';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import type { BotContext } from './context.ts';
import type { UpdateDesk } from './update-desk.ts';

export interface Polling {
  /** Rejects when Telegram refuses the bot for good. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const POLL_AGAIN_MS = 1_000;

/** Long polling: each poll tells Telegram to forget what the one before brought, which is kept by then. */
export function pollUpdates(bot: Bot<BotContext>, desk: Pick<UpdateDesk, 'receive' | 'room'>): Polling {
  const stopping = new AbortController();
  const fetch = createUpdateFetcher(bot, {
    fetch: { allowed_updates: [...ALLOWED_UPDATES] },
    // By itself it would wait twice as long after each failure, up to hours after a long night without a network.
    retryInterval: POLL_AGAIN_MS,
    maxRetryTime: Infinity,
    silent: true,
  });
  const { signal } = stopping;
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      const updates = await fetch(await desk.room(), signal as Parameters<typeof fetch>[1]);
      await Promise.all(updates.map((update) => desk.receive(update)));
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
