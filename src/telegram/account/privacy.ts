import { Composer, InlineKeyboard } from 'grammy';
import { createBoundedMap, type BoundedMap } from '../../foundation/bounded-map.ts';
import { Count } from '../../localization/count.ts';
import { latinName } from '../../localization/direction.ts';
import { joinList } from '../../localization/join-list.ts';
import type { Forgotten } from '../../usage/maintenance/forget-person.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import type { People } from '../people/people.ts';
import { replyOptions, textFor } from '../messages/reply.ts';

export interface PrivacyOptions {
  providerNames: readonly string[];
  /** 0 keeps all. */
  retentionDays: number;
  people: Pick<People, 'forget'>;
  forgetPerson: (userId: bigint) => Promise<Forgotten>;
  /** Takes away the menu in the language that they chose. */
  forgetMenu: (person: { id: number; isAdmin: boolean }) => Promise<void>;
}

/** Messages whose deletion is done. Beyond this the oldest is forgotten: pressing it deletes again, which finds nothing. */
const MOST_ANSWERED = 1_000;

/** `/privacy`: what is kept about a person and for how long, and a button that has it deleted. */
export function privacy(options: PrivacyOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const answered = createBoundedMap<string, true>(MOST_ANSWERED);
  composer.command('privacy', async (ctx) => {
    const isPrivate = ctx.chat.type === 'private';
    const lines = keptLines(ctx, options);
    if (!isPrivate) lines.push(textFor(ctx, 'privacy-delete-where', { bot: `@${ctx.me.username}` }));
    const keyboard = isPrivate ? buttons(ctx, [['ask', 'button-privacy-delete']]) : undefined;
    await ctx.reply(lines.join('\n'), { ...replyOptions(ctx), reply_markup: keyboard });
  });
  composer.callbackQuery(/^privacy:(ask|delete|keep):(\d+)$/, async (ctx) => {
    // Nobody decides for another, wherever a button may have got to.
    if (ctx.match[2] !== String(ctx.personId) || ctx.chat?.type !== 'private') {
      await answerPress(ctx, ctx.translate('toast-not-yours'));
    } else if (ctx.match[1] === 'delete') {
      await deleteAll(ctx, options, answered);
    } else {
      await answerPress(ctx);
      await (ctx.match[1] === 'ask'
        ? askFirst(ctx)
        : editInPlace(ctx, textFor(ctx, 'privacy-nothing-deleted')));
    }
  });
  return composer;
}

function keptLines(ctx: BotContext, { providerNames, retentionDays }: PrivacyOptions): string[] {
  const names = providerNames.map((name) => latinName(name, ctx.locale));
  const providers = joinList(names, ctx.locale);
  return [
    textFor(ctx, 'privacy-title'),
    ...(providers ? [textFor(ctx, 'privacy-providers', { providers })] : []),
    textFor(ctx, 'privacy-notes'),
    retentionDays > 0
      ? textFor(ctx, 'privacy-retention', { days: new Count(retentionDays, ctx.style) })
      : textFor(ctx, 'privacy-no-retention'),
    textFor(ctx, 'privacy-kept'),
  ];
}

function askFirst(ctx: BotContext): Promise<boolean> {
  const keyboard = buttons(ctx, [
    ['delete', 'button-privacy-confirm'],
    ['keep', 'button-cancel'],
  ]);
  return editInPlace(ctx, textFor(ctx, 'privacy-delete-confirm'), { reply_markup: keyboard });
}

async function deleteAll(
  ctx: BotContext,
  { people, forgetPerson, forgetMenu }: PrivacyOptions,
  answered: BoundedMap<string, true>,
): Promise<void> {
  const message = `${ctx.chat?.id}/${ctx.msgId}`;
  // Presses of one chat come one after the other: an impatient second one has nothing left to do or to say.
  if (answered.has(message)) {
    await answerPress(ctx);
    return;
  }
  const deleted = await forgetPerson(BigInt(ctx.personId));
  answered.set(message, true);
  // This press itself has made the person known again, as any update does.
  people.forget(ctx.personId);
  await answerPress(ctx);
  await editInPlace(ctx, deletedText(ctx, deleted));
  await forgetMenu({ id: ctx.personId, isAdmin: ctx.isAdmin });
}

function deletedText(ctx: BotContext, { requests, turns, keptBudgets }: Forgotten): string {
  const number = (value: number) => new Count(value, ctx.style);
  return [
    textFor(ctx, 'privacy-deleted', { turns: number(turns), requests: number(requests) }),
    textFor(ctx, 'privacy-deleted-note'),
    ...(keptBudgets > 0 ? [textFor(ctx, 'privacy-kept-budget')] : []),
  ].join('\n');
}

function buttons(ctx: BotContext, actions: readonly (readonly [string, string])[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const [action, key] of actions) {
    keyboard.text(ctx.translate(key), `privacy:${action}:${ctx.personId}`).row();
  }
  return keyboard;
}
