import type { MiddlewareFn } from 'grammy';
import type { Clock } from '../../foundation/clock.ts';
import type { View } from '../../usage/runtime-settings.ts';
import { ANONYMOUS_ADMIN, type BotContext } from '../context.ts';
import { isForBot } from '../addressed-text.ts';
import type { Languages } from '../languages.ts';
import type { People } from '../people.ts';

/** Puts who asks and in which language on the context. Updates without a person, and bots, go no further. */
export function identifyPerson(
  people: People,
  languages: Languages,
  adminIds: ReadonlySet<number>,
  clock: Clock,
  viewOf: (adminId: number) => View,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!ctx.from || (ctx.from.is_bot && ctx.from.id !== ANONYMOUS_ADMIN)) return;
    // Of who only talks to others in a group, nothing is kept.
    const known = isForBot(ctx) ? await people.localeOf(ctx.from) : people.guessLocale(ctx.from);
    const { translate, style: usual, locale } = languages[known];
    const isAdmin = adminIds.has(ctx.from.id);
    // Digits and calendar are for whoever reads reports.
    const style = isAdmin ? { ...usual, ...viewOf(ctx.from.id) } : usual;
    Object.assign(ctx, { personId: ctx.from.id, isAdmin, locale, translate, style, now: clock.now() });
    await next();
  };
}
