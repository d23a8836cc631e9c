import {
  conversations,
  createConversation,
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  type VersionedState,
} from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import type { ConversationStateStore } from '../../database/admin/dialog-state-store.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { isCommand } from '../contents/is-command.ts';
import { reply } from '../messages/reply.ts';
import { CANCEL_DATA, type OpenQuestion, type SettingDialog } from './settings/setting-dialog.ts';
import type { SettingTopic } from './settings/setting-topic.ts';
import { MENU_DATA, menuKeyboard } from './settings/settings-menu.ts';

export interface SettingsOptions {
  topics: readonly SettingTopic[];
  dialog: SettingDialog;
  /** Brings the values in the menu up to date. */
  refresh: () => Promise<void>;
  conversationStates: ConversationStateStore<VersionedState<ConversationData>>;
  /** People who were asked something as admins and are none since the bot was started again. */
  formerAdmins: Set<number>;
}

type SettingsContext = ConversationFlavor<BotContext>;

const CONVERSATION = 'setting';
/** To be raised when the steps of the conversation change: what was begun before is then forgotten. */
const VERSION = 1;
/** Whoever writes something after this long hardly answers the question. */
const PATIENCE_MS = 30 * 60_000;

/** `/settings`: what admins change while the bot runs, asked for in a conversation. */
export function settings(options: SettingsOptions): Composer<BotContext> {
  const { topics, dialog, refresh, conversationStates } = options;
  const composer = new Composer<BotContext>();
  refuseOthers(composer, options);
  const own = composer.filter((ctx): ctx is SettingsContext => ctx.isAdmin && ctx.chat?.type === 'private');
  const storage = { type: 'key', version: VERSION, adapter: conversationStates } as const;
  own.use(conversations<SettingsContext, Context>({ storage }));
  own.command('cancel', async (ctx) => {
    const isOpen = ctx.conversation.active(CONVERSATION) > 0;
    await ctx.conversation.exitAll();
    await reply(ctx, isOpen ? 'settings-cancelled' : 'settings-nothing-to-cancel');
  });
  // A conversation takes every update: what is meant for others has to end it first.
  own
    .filter((ctx) => isCommand(ctx.message) || MENU_DATA.test(ctx.callbackQuery?.data ?? ''))
    .use(async (ctx, next) => {
      await ctx.conversation.exitAll();
      await next();
    });
  own.use(createConversation<SettingsContext, Context>(converse(dialog), CONVERSATION));
  own.command('settings', async (ctx) => {
    await refresh();
    await reply(ctx, 'settings-title', {}, menuKeyboard(ctx, topics));
  });
  own.callbackQuery(MENU_DATA, async (ctx, next) => {
    // The menu of another configuration may offer what there is no more, such as the language of a report chat.
    if (!topics.some(({ id }) => id === ctx.match[1])) return next();
    await answerPress(ctx);
    // Nothing that is undefined can be kept between two messages.
    const [, topic, about] = ctx.match;
    await ctx.conversation.enter(CONVERSATION, topic, ...(about === undefined ? [] : [about]));
  });
  return composer;
}

/**
 * Asks until it has an answer. It runs again from its beginning with every message, so whatever reads, writes or
 * sends is in `external`, which happens once; there the context is the bot's own, with everything on it.
 */
function converse(dialog: SettingDialog) {
  return async (
    conversation: Conversation<SettingsContext>,
    _ctx: Context,
    topic: string,
    about?: string,
  ): Promise<void> => {
    let open = await conversation.external((ctx) => dialog.begin(ctx, topic, about));
    while (open) {
      const question: OpenQuestion = open;
      const update = await conversation.wait({ maxMilliseconds: PATIENCE_MS });
      if (!isAnswer(update, question)) await conversation.skip({ next: true });
      open = await conversation.external((ctx) => dialog.answer(ctx, question));
    }
  };
}

/**
 * Any message, or a button of this very question, or one that cancels it from below; other buttons are for others, or too
 * old.
 */
function isAnswer({ message, callbackQuery }: Context, { messageId }: OpenQuestion): boolean {
  if (!callbackQuery) return message !== undefined;
  const pressed = callbackQuery.message?.message_id ?? 0;
  return pressed === messageId || (pressed > messageId && callbackQuery.data === CANCEL_DATA);
}

function refuseOthers(
  composer: Composer<BotContext>,
  { formerAdmins, conversationStates }: SettingsOptions,
): void {
  composer.command('settings', async (ctx, next) => {
    if (!ctx.isAdmin) await reply(ctx, 'error-admin-only');
    else if (ctx.chat.type === 'private') await next();
    else await reply(ctx, 'settings-private-only', { bot: `@${ctx.me.username}` });
  });
  composer.callbackQuery(/^set(?:tings)?:/, async (ctx, next) => {
    if (ctx.isAdmin) await next();
    else await answerPress(ctx, ctx.translate('toast-admins-only'));
  });
  composer.on('message', async (ctx, next) => {
    // The answer to a question from when they still were an admin is no question for a model.
    const isOwed = ctx.chat.type === 'private' && !ctx.isAdmin && !isCommand(ctx.message);
    if (!isOwed || !formerAdmins.delete(ctx.personId)) return next();
    await conversationStates.delete(String(ctx.personId));
    await reply(ctx, 'error-admin-only');
  });
}
