import { Composer } from 'grammy';
import type { AnswerStore } from '../../database/people/answer-store.ts';
import type { BotContext } from '../messages/context.ts';
import { budgetLines, moneyLines } from './budget-lines.ts';
import type { OwnUsageOptions } from './own-usage.ts';
import { receiptText } from './receipt-text.ts';
import { reply, replyText } from '../messages/reply.ts';

export interface ReceiptOptions extends OwnUsageOptions {
  answers: Pick<AnswerStore, 'find' | 'requests'>;
  providerNames: Readonly<Record<string, string>>;
}

/** `/cost` in reply to an answer: its receipt, for whoever asked and for admins. */
export function receipt(options: ReceiptOptions): Composer<BotContext> {
  const { answers, providerNames } = options;
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
    if (rows.length === 0) {
      await reply(ctx, 'receipt-none');
      return;
    }
    const left = note?.userId === BigInt(ctx.personId) ? await leftLines(ctx, options) : [];
    await replyText(ctx, [receiptText(rows, providerNames, ctx), ...left].join('\n'));
  });
  return composer;
}

/** What whoever paid for the answer has left of the budgets that there are. */
async function leftLines(ctx: BotContext, options: ReceiptOptions): Promise<string[]> {
  const account = BigInt(ctx.accountId);
  const [limit, money] = await Promise.all([
    options.budgets.limitFor(account, ctx.now),
    moneyLines(ctx, options, account),
  ]);
  if (limit === 0) return money;
  const { budgetedTokens } = await options.readOwnUsage(account, ctx.now, 'payer');
  return [...budgetLines(ctx, limit, budgetedTokens), ...money];
}
