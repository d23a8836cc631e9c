import type { MiddlewareFn } from 'grammy';
import type { AccessService, Refusal } from '../../access/access-service.ts';
import { isForBot } from '../contents/addressed-text.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { reply } from '../messages/reply.ts';
import { askerOf, profileOf } from './access-profile.ts';

/** What anybody may read, for it costs nothing; whoever presses Start asks with it. */
const FOR_STRANGERS = ['start', 'help', 'language', 'privacy'];
/** Refused by each of these commands itself, like for anybody who is no admin. */
const FOR_ADMINS = ['ai_usage', 'settings', 'dashboard', 'access'];
const BUTTONS_FOR_STRANGERS = /^(?:language|privacy):/;

const TEXTS: Readonly<Record<Exclude<Refusal, 'nothing'>, { person: string; group: string }>> = {
  asked: { person: 'access-asked', group: 'access-asked-group' },
  still_waiting: { person: 'access-waiting', group: 'access-waiting-group' },
  closed: { person: 'access-closed', group: 'access-closed-group' },
};

/** Lets only those go on who are let in. Whoever is blocked gets no answer at all. */
export function guardAccess(access: AccessService): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!isForBot(ctx) || (!ctx.message && !ctx.callbackQuery)) return next();
    const verdict = await access.check(askerOf(ctx));
    if (verdict === 'admitted') {
      const profile = profileOf(ctx);
      // What a group costs is counted whoever is let in, so reports need its name wherever it asks.
      if (profile.accountId < 0n) await access.note(profile);
      return next();
    }
    if (verdict === 'blocked') return;
    if (isFree(ctx)) await next();
    else if (verdict === 'unsure') await say(ctx, 'access-unsure', 'access-unsure');
    else if (!ctx.callbackQuery) return refuse(ctx, access);
    else await answerPress(ctx, ctx.translate('toast-not-let-in'));
    // Telegram sends it for whoever presses the button that opens a bot: they have come to ask.
    if (verdict !== 'unsure' && ctx.hasCommand('start')) await refuse(ctx, access);
  };
}

function isFree(ctx: BotContext): boolean {
  if (ctx.callbackQuery) return BUTTONS_FOR_STRANGERS.test(ctx.callbackQuery.data ?? '');
  return ctx.hasCommand([...FOR_STRANGERS, ...FOR_ADMINS]);
}

async function refuse(ctx: BotContext, access: AccessService): Promise<void> {
  const refusal = await access.refuse(profileOf(ctx));
  if (refusal !== 'nothing') await say(ctx, TEXTS[refusal].person, TEXTS[refusal].group);
}

async function say(ctx: BotContext, person: string, group: string): Promise<void> {
  if (ctx.callbackQuery) await answerPress(ctx, ctx.translate('toast-not-let-in'));
  else await reply(ctx, ctx.chat?.type === 'private' ? person : group);
}
