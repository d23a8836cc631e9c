import { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import { conversationKey } from '../conversation-key.ts';
import { reply } from '../reply.ts';

/** `/new`: the conversation so far is forgotten. */
export function newConversation(forget: (conversation: string) => Promise<void>): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('new', async (ctx) => {
    await forget(conversationKey(ctx));
    await reply(ctx, 'new-started');
  });
  return composer;
}
