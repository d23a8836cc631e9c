import type { MiddlewareFn, Transformer } from 'grammy';
import type { ChatStore } from '../../database/people/chat-store.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { BotContext } from '../messages/context.ts';

/** Beyond this, the group whose new id was needed least recently costs one more call, which names it again. */
const MOST_MOVED = 10_000;

/** A group that became a supergroup has another id: what is sent to the old one goes to the new one. */
export function followMigration(): Transformer {
  const moved = createBoundedMap<number, number>(MOST_MOVED);
  return async (prev, method, payload, signal) => {
    const sent = payload as { chat_id?: number | string } | undefined;
    const chatId = Number(sent?.chat_id);
    const to = (id: number) => ({ ...payload, chat_id: id });
    const known = moved.get(chatId);
    if (known !== undefined) return prev(method, to(known), signal);
    const answer = await prev(method, payload, signal);
    const newId = answer.ok ? undefined : answer.parameters?.migrate_to_chat_id;
    if (newId === undefined) return answer;
    moved.set(chatId, newId);
    return prev(method, to(newId), signal);
  };
}

/** What was chosen, decided and said in the group goes with it. */
export function keepMigration(stores: readonly Pick<ChatStore, 'migrate'>[]): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { migrate_to_chat_id: newId } = ctx.message ?? {};
    if (!ctx.chat || newId === undefined) return next();
    for (const store of stores) await store.migrate(BigInt(ctx.chat.id), BigInt(newId));
  };
}

/**
 * Lets what is said under the new id wait until all has gone there: members may write at once, and after a pause of the
 * bot the move and their messages arrive together. It has to stand before whatever handles updates in order.
 */
export function waitForMigration(): MiddlewareFn<BotContext> {
  const moving = new Map<number, Promise<void>>();
  return async (ctx, next) => {
    const { migrate_to_chat_id: newId } = ctx.message ?? {};
    if (newId === undefined) {
      const move = moving.get(ctx.chat?.id ?? 0);
      // Only then: whoever waits for nothing must not be overtaken.
      if (move) await move;
      return next();
    }
    const move = next();
    const over = move.catch(() => undefined);
    moving.set(newId, over);
    await over;
    moving.delete(newId);
    return move;
  };
}
