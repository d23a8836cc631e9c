import type { MiddlewareFn } from 'grammy';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import { isForBot } from '../contents/addressed-text.ts';
import type { BotContext } from '../messages/context.ts';
import { inboxOrderingKeyOf } from '../messages/conversation-key.ts';
import { reply } from '../messages/reply.ts';
import type { InboxGate } from '../inbox/inbox-gate.ts';

const TEXTS = { ended_process: 'error-gave-up', expired: 'error-expired' } as const;
const MOST_REMEMBERED = 10_000;
/** What is given up later than this was sent on another day. */
const TELL_AGAIN_MS = 3_600_000;

/**
 * Tells a person that a message of theirs will not be answered. Whoever wrote many messages a day ago is told once:
 * after a long night, one line is worth more than fifty.
 */
export function tellGivenUp(inbox: Pick<InboxGate, 'whyGivenUp'>): MiddlewareFn<BotContext> {
  const told = createBoundedMap<string, number>(MOST_REMEMBERED);
  return async (ctx, next) => {
    const why = inbox.whyGivenUp(ctx.update.update_id);
    if (!why) return next();
    if (!ctx.message || !isForBot(ctx)) return;
    const key = inboxOrderingKeyOf(ctx);
    const now = ctx.clock.monotonicMs();
    if (why === 'expired' && now - (told.get(key) ?? -Infinity) < TELL_AGAIN_MS) return;
    await reply(ctx, TEXTS[why]);
    if (why === 'expired') told.set(key, now);
  };
}
