import type { MiddlewareFn } from 'grammy';
import type { Clock } from '../../foundation/clock.ts';
import type { View } from '../../usage/settings/runtime-settings.ts';
import type { BotContext } from '../messages/context.ts';
import { isForBot } from '../contents/addressed-text.ts';
import { withView, type Languages } from './languages.ts';
import type { People } from './people.ts';
import { senderOf } from '../messages/sender.ts';

export interface IdentifyPersonOptions {
  people: People;
  languages: Languages;
  adminIds: readonly number[];
  /** The digits and the calendar that an admin chose. */
  viewOf: (adminId: number) => Partial<View>;
}

/** Puts the person and their language on the context. Updates without a person, and those of bots, go no further. */
export function identifyPerson(
  { people, languages, adminIds, viewOf }: IdentifyPersonOptions,
  clock: Clock,
): MiddlewareFn<BotContext> {
  const admins = new Set(adminIds);
  return async (ctx, next) => {
    const found = senderOf(ctx);
    if (!found) return;
    const { user: sender, account } = found;
    // Of who only talks to others in a group, nothing is kept.
    const text = ctx.message?.text ?? ctx.message?.caption ?? '';
    const known = isForBot(ctx) ? await people.localeOf(sender, text) : people.guessLocale(sender, text);
    // The name that reports show for the account.
    if (account.id !== sender.id && isForBot(ctx)) await people.localeOf(account, '');
    const isAdmin = admins.has(sender.id);
    const language = languages[known];
    const styles = withView(language, isAdmin ? viewOf(sender.id) : {});
    const who = { personId: sender.id, accountId: account.id, isAdmin };
    Object.assign(ctx, { ...who, ...language, ...styles, now: clock.now() });
    await next();
  };
}
