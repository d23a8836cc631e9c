import { Composer } from 'grammy';
import { endOfDay } from '../../foundation/day.ts';
import { Count } from '../../localization/count.ts';
import { formatRemaining } from '../../localization/format-duration.ts';
import type { Budgets } from '../../usage/budgets/budgets.ts';
import type { OwnUsage } from '../../usage/reading/own-usage.ts';
import type { BotContext } from '../messages/context.ts';
import { replyText, textFor } from '../messages/reply.ts';

export interface OwnUsageOptions {
  readOwnUsage: (userId: bigint, now: Date) => Promise<OwnUsage>;
  budgets: Pick<Budgets, 'limitFor'>;
}

/** `/usage`: what a person used and what is left of their budget. */
export function ownUsage({ readOwnUsage, budgets }: OwnUsageOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('usage', async (ctx) => {
    const account = BigInt(ctx.accountId);
    const [usage, limit] = await Promise.all([
      readOwnUsage(account, ctx.now),
      budgets.limitFor(account, ctx.now),
    ]);
    const budget = budgetLines(ctx, limit, usage.budgetedTokens);
    if (usage.period.requests === 0) {
      // Who was forgotten today has used nothing, and less is left than of a whole budget.
      const lines = [textFor(ctx, 'usage-empty'), ...(usage.budgetedTokens > 0 && limit > 0 ? budget : [])];
      await replyText(ctx, lines.join('\n'));
      return;
    }
    const number = (value: number) => new Count(value, ctx.style);
    const counted = ({ totalTokens, requests }: OwnUsage['today']) => ({
      tokens: number(totalTokens),
      requests: number(requests),
    });
    const lines = [
      textFor(ctx, 'usage-title'),
      textFor(ctx, 'usage-today', counted(usage.today)),
      textFor(ctx, 'usage-period', { days: number(usage.days), ...counted(usage.period) }),
      ...budget,
    ];
    await replyText(ctx, lines.join('\n'));
  });
  return composer;
}

function budgetLines(ctx: BotContext, limit: number, used: number): string[] {
  if (limit === 0) return [textFor(ctx, 'usage-budget-unlimited')];
  const renewsAt = endOfDay(ctx.now, ctx.style.timeZone);
  const left = new Count(Math.max(0, limit - used), ctx.style);
  return [
    textFor(ctx, 'usage-budget-left', { left, limit: new Count(limit, ctx.style) }),
    textFor(ctx, 'usage-budget-renews', {
      time: formatRemaining(renewsAt, ctx.now, ctx.translate, ctx.style),
    }),
  ];
}
