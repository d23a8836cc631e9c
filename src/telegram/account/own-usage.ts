import { Composer } from 'grammy';
import { Count } from '../../localization/count.ts';
import { safeName } from '../../localization/direction.ts';
import type { OwnUsage, UsageOf } from '../../usage/reading/own-usage.ts';
import { budgetLines, moneyLines, type OwnBudgets } from './budget-lines.ts';
import type { BotContext } from '../messages/context.ts';
import { mayChangeChat } from '../messages/may-change-chat.ts';
import { replyText, textFor } from '../messages/reply.ts';

export interface OwnUsageOptions extends OwnBudgets {
  readOwnUsage: (accountId: bigint, now: Date, of: UsageOf) => Promise<OwnUsage>;
}

/** `/usage`: what a person used and what is left of their budgets; in a group, its admins see the group's as well. */
export function ownUsage(options: OwnUsageOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('usage', async (ctx) => {
    const own = await ownLines(ctx, options);
    const ofGroup = ctx.chat.id < 0 && (await mayChangeChat(ctx).catch(() => false));
    const lines = ofGroup ? [...own, '', ...(await groupLines(ctx, options, ctx.chat))] : own;
    await replyText(ctx, lines.join('\n'));
  });
  return composer;
}

async function ownLines(ctx: BotContext, options: OwnUsageOptions): Promise<string[]> {
  const account = BigInt(ctx.accountId);
  const [usage, limit, money] = await Promise.all([
    options.readOwnUsage(account, ctx.now, 'payer'),
    options.budgets.limitFor(account, ctx.now),
    moneyLines(ctx, options, account),
  ]);
  const budget = [...budgetLines(ctx, limit, usage.budgetedTokens), ...money];
  // Who was forgotten today has used nothing, and less is left than of a whole budget.
  if (usage.period.requests === 0)
    return [textFor(ctx, 'usage-empty'), ...(usage.budgetedTokens > 0 && limit > 0 ? budget : money)];
  return [textFor(ctx, 'usage-title'), ...usedLines(ctx, usage), ...budget];
}

async function groupLines(
  ctx: BotContext,
  options: OwnUsageOptions,
  { id, title = '' }: { id: number; title?: string },
): Promise<string[]> {
  const usage = await options.readOwnUsage(BigInt(id), ctx.now, 'group');
  const money = await moneyLines(ctx, options, BigInt(id));
  return [textFor(ctx, 'usage-group-title', { name: safeName(title) }), ...usedLines(ctx, usage), ...money];
}

function usedLines(ctx: BotContext, usage: OwnUsage): string[] {
  const number = (value: number) => new Count(value, ctx.style);
  const counted = ({ totalTokens, requests }: OwnUsage['today']) => ({
    tokens: number(totalTokens),
    requests: number(requests),
  });
  return [
    textFor(ctx, 'usage-today', counted(usage.today)),
    textFor(ctx, 'usage-period', { days: number(usage.days), ...counted(usage.period) }),
  ];
}
