import { Composer } from 'grammy';
import type { BotContext } from '../messages/context.ts';
import { conversationKey, conversationsOfPlace } from '../messages/conversation-key.ts';
import { mayChangeChat } from '../messages/may-change-chat.ts';
import { reply } from '../messages/reply.ts';

export interface NewConversationOptions {
  forget: (userId: bigint, conversation: string) => Promise<void>;
  /** Forgets every conversation whose key begins like this. */
  forgetAll: (prefix: string) => Promise<void>;
}

/** `/new`: the person's conversation is forgotten; `/new all` by a group's admin: everybody's in this topic. */
export function newConversation({ forget, forgetAll }: NewConversationOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('new', async (ctx) => {
    if (ctx.match.trim() !== 'all' || ctx.chat.type === 'private') {
      await forget(BigInt(ctx.personId), conversationKey(ctx));
      await reply(ctx, 'new-started');
    } else if (await mayChangeChat(ctx)) {
      await forgetAll(conversationsOfPlace(ctx));
      await reply(ctx, 'new-started-all');
    } else {
      await reply(ctx, 'toast-group-admins-only');
    }
  });
  return composer;
}
