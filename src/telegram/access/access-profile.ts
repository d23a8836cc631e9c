import { accountOf, type Asker } from '../../access/decide-access.ts';
import type { AccessProfile } from '../../database/admin/access-store.ts';
import { cleanName } from '../../localization/direction.ts';
import type { BotContext } from '../messages/context.ts';

/** Who writes, and in which group or channel. */
export function askerOf(ctx: BotContext): Asker {
  const isPrivate = ctx.chat === undefined || ctx.chat.type === 'private';
  return { personId: ctx.personId, groupId: isPrivate ? null : ctx.chat.id };
}

/** How the account that asks shows itself: the group as a whole, or the person. */
export function profileOf(ctx: BotContext): AccessProfile {
  const asker = askerOf(ctx);
  const { first_name: first = '', last_name: last, username, language_code: language } = ctx.from ?? {};
  const isGroup = asker.groupId !== null;
  return {
    accountId: accountOf(asker),
    // Cleaned here, once, for everything that shows it.
    title: cleanName(isGroup ? (ctx.chat?.title ?? '') : [first, last].filter(Boolean).join(' ')),
    username: (isGroup ? ctx.chat?.username : username) ?? null,
    locale: ctx.locale,
    telegramLanguage: isGroup ? null : (language ?? null),
    askedBy: isGroup ? BigInt(ctx.personId) : null,
  };
}
