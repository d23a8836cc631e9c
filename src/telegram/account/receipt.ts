import { Composer } from 'grammy';
import type { AnswerStore } from '../../database/people/answer-store.ts';
import type { BotContext } from '../messages/context.ts';
import { receiptText } from './receipt-text.ts';
import { reply, replyText } from '../messages/reply.ts';

export interface ReceiptOptions {
  answers: Pick<AnswerStore, 'find' | 'requests'>;
  providerNames: Readonly<Record<string, string>>;
}

/** `/cost` in reply to an answer: its receipt, for whoever asked and for admins. */
export function receipt({ answers, providerNames }: ReceiptOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('cost', async (ctx) => {
    const answer = ctx.message?.reply_to_message;
    if (answer?.from?.id !== ctx.me.id) {
      await reply(ctx, 'receipt-how');
      return;
    }
    const note = await answers.find(BigInt(ctx.chat.id), answer.message_id);
    if (note && note.userId !== BigInt(ctx.personId) && !ctx.isAdmin) {
      await reply(ctx, 'receipt-not-yours');
      return;
    }
    const rows = note ? await answers.requests(note.requestIds) : [];
    if (rows.length === 0) await reply(ctx, 'receipt-none');
    else await replyText(ctx, receiptText(rows, providerNames, ctx));
  });
  return composer;
}
