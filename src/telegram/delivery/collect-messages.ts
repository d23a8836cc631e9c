import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import type { Clock } from '../../foundation/clock.ts';
import type { BotContext } from '../messages/context.ts';
import { joinMessages } from '../contents/join-messages.ts';
import { recordingIn } from '../contents/recording-in.ts';
import { follows, isBarePicture, patienceAfter, patienceFor } from '../contents/sent-at-once.ts';

/** The parts of an album come one by one and nobody says which is the last: after this long it was. */
const ALBUM_MS = 1_000;
/** The most that Telegram puts into an album; what somebody picks beyond it comes as another one. */
const FULL_ALBUM = 10;
/** Three albums are as much as a model looks at; so many people can forward at once. */
const MOST_PARTS = { album: 3 * FULL_ALBUM, others: 100 };

/** Messages that are answered as one. */
interface Collection {
  /** Under which it is open. */
  keys: string[];
  add(message: Message): void;
  /** Lets the first of them go on with all, at once. */
  finish(): void;
  last(): Message;
  /** Whether another album may go on where this one of the same person could hold no more. */
  goesOn(owner: string): boolean;
  /** When it is answered, so that no part counts as handled before. */
  over: Promise<void>;
}

/**
 * Makes one update of what a person sends in one go: an album, a long text that their program cut, a comment and what is
 * forwarded with it. The first part goes on, once no more come. It has to stand before whatever handles a chat's updates
 * in order, which would hold back the other parts.
 */
export function collectMessages(clock: Clock): MiddlewareFn<BotContext> {
  const open = new Map<string, Collection>();
  return async (ctx, next) => {
    const { message } = ctx;
    if (!message || ctx.isTooMany) return next();
    const own = personKey(ctx, message);
    const begun = open.get(own);
    if (begun && follows(begun.last(), message)) return join(begun, ctx, message);
    // In order: what was sent before goes on before this, in this very moment.
    begun?.finish();
    const album = albumKey(message);
    const known = album === null ? undefined : (open.get(album) ?? fullAlbumOf(own, open));
    if (album !== null && known) {
      if (!open.has(album)) known.keys.push(album);
      open.set(album, known);
      return join(known, ctx, message);
    }
    const patience = album === null ? patienceFor(message, ctx.me) : ALBUM_MS;
    if (patience === 0) return next();
    const owner = album === null ? null : own;
    const collection = collect(clock, message, owner, patience, (parts) => {
      for (const key of collection.keys) open.delete(key);
      takeAsOne(ctx, parts);
      return next();
    });
    if (album !== null) collection.keys.push(album);
    // What is forwarded with an album follows it.
    if (album === null || message.forward_origin) collection.keys.push(own);
    for (const key of collection.keys) open.set(key, collection);
    return collection.over;
  };
}

function personKey({ from }: BotContext, { chat, sender_chat, message_thread_id }: Message): string {
  return `${chat.id}:${from?.id}:${sender_chat?.id}:${message_thread_id}`;
}

/** Songs of an album are asked about one by one, as people hear them. */
function albumKey(message: Message): string | null {
  const isAlbum = message.media_group_id !== undefined && !recordingIn(message);
  return isAlbum ? `${message.chat.id}:${message.media_group_id}` : null;
}

function fullAlbumOf(owner: string, open: ReadonlyMap<string, Collection>): Collection | undefined {
  return [...open.values()].find((collection) => collection.goesOn(owner));
}

function join(collection: Collection, ctx: BotContext, message: Message): Promise<void> {
  ctx.countNoMore?.();
  collection.add(message);
  return collection.over;
}

function takeAsOne(ctx: BotContext, parts: readonly Message[]): void {
  if (parts.every((part) => albumKey(part) !== null)) {
    ctx.album = parts.toSorted((a, b) => a.message_id - b.message_id);
    return;
  }
  if (parts.length === 1) return;
  const pictures = parts.filter(isBarePicture);
  const message = joinMessages(parts.filter((part) => !pictures.includes(part)));
  Object.assign(ctx.update, { message });
  ctx.forwards = parts.filter(({ forward_origin: origin }) => origin);
  if (pictures.length > 0) ctx.album = [message, ...pictures];
}

function collect(
  clock: Clock,
  first: Message,
  albumOwner: string | null,
  patience: number,
  goOn: (parts: Message[]) => Promise<void>,
): Collection {
  const parts = [first];
  let end: (over: Promise<void>) => void;
  const over = new Promise<void>((resolve) => (end = resolve));
  const finish = () => {
    timer.cancel();
    end(goOn(parts));
  };
  let timer = clock.after(patience, finish);
  const patienceNow = (message: Message): number => {
    if (parts.length >= (albumOwner ? MOST_PARTS.album : MOST_PARTS.others)) return 0;
    return albumKey(message) === null ? patienceAfter(message) : ALBUM_MS;
  };
  return {
    keys: [],
    add: (message) => {
      parts.push(message);
      timer.cancel();
      timer = clock.after(patienceNow(message), finish);
    },
    finish,
    last: () => parts.at(-1) ?? first,
    goesOn: (owner) => owner === albumOwner && parts.length > 0 && parts.length % FULL_ALBUM === 0,
    over,
  };
}
