import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import type { Clock } from '../../foundation/clock.ts';
import type { BotContext } from '../messages/context.ts';
import { recordingIn } from '../messages/recording-in.ts';

/** The parts of an album come one by one and nobody says which is the last: after this long it was. */
const QUIET_MS = 1_000;
/** The most that Telegram puts into an album. */
const MOST_PARTS = 10;

interface Album {
  parts: Message[];
  added: () => void;
  /** When it is answered, so that no part counts as handled before. */
  over: Promise<void>;
}

/**
 * Makes one update of an album: the first part goes on with all of them, in their order, once no more come. It has
 * to stand before whatever handles a chat's updates in order, which would hold back the other parts.
 */
export function collectAlbums(clock: Clock, quietMs = QUIET_MS): MiddlewareFn<BotContext> {
  const open = new Map<string, Album>();
  return async (ctx, next) => {
    const { message } = ctx;
    // Songs of an album are asked about one by one, as people hear them.
    if (!message?.media_group_id || recordingIn(message)) return next();
    const key = `${message.chat.id}:${message.media_group_id}`;
    const begun = open.get(key);
    if (begun) {
      begun.parts.push(message);
      begun.added();
      return begun.over;
    }
    const album: Album = { parts: [message], added: () => undefined, over: Promise.resolve() };
    open.set(key, album);
    const handle = async () => {
      await untilComplete(album, clock, quietMs);
      open.delete(key);
      ctx.album = album.parts.toSorted((a, b) => a.message_id - b.message_id);
      await next();
    };
    album.over = handle();
    return album.over;
  };
}

function untilComplete(album: Album, clock: Clock, quietMs: number): Promise<void> {
  return new Promise((resolve) => {
    let timer = clock.after(quietMs, resolve);
    album.added = () => {
      timer.cancel();
      timer = clock.after(album.parts.length < MOST_PARTS ? quietMs : 0, resolve);
    };
  });
}
