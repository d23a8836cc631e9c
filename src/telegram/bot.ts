import { sequentialize } from '@grammyjs/runner';
import { Bot, Composer, type Api, type MiddlewareFn } from 'grammy';
import type { Clock } from '../foundation/clock.ts';
import { clientOptions } from './api/client-options.ts';
import { createUnreachableChats } from './api/unreachable-chats.ts';
import { limitRate } from './access/limit-rate.ts';
import { guardAccess } from './access/guard-access.ts';
import { readCommands } from './delivery/read-commands.ts';
import { collectMessages } from './delivery/collect-messages.ts';
import type { BotContext } from './messages/context.ts';
import { orderingKeyOf } from './messages/conversation-key.ts';
import { chat } from './chat/chat.ts';
import { leftovers } from './chat/leftovers.ts';
import { pictures } from './chat/pictures.ts';
import { settings } from './admin/settings.ts';
import { stopDraft } from './chat/stop-answer.ts';
import { voice } from './chat/voice.ts';
import { followMigration, keepMigration, waitForMigration } from './api/follow-migration.ts';
import { guardLease } from './inbox/lease-guard.ts';
import { screenPolls } from './delivery/screen-updates.ts';
import { tellGivenUp } from './delivery/tell-given-up.ts';
import { catchErrors } from './delivery/catch-errors.ts';
import { answerFlood, countWaiting } from './delivery/limit-flood.ts';
import { ignoreInlineButtons } from './delivery/ignore-inline-buttons.ts';
import { identifyPerson } from './people/identify-person.ts';
import { createPostPermission } from './api/post-permission.ts';
import { workAfterwards } from './delivery/work-afterwards.ts';
import { retryCalls } from './api/retry-calls.ts';
import { watchConnection } from './api/watch-connection.ts';
import type { BotOptions } from './bot-options.ts';
import { createAnswering, type Answering } from './create-answering.ts';
import { commandsAndButtons } from './commands-and-buttons.ts';
import { isCommand } from './contents/is-command.ts';

/** More than Telegram holds a poll, and than a photo needs on a slow line. */
const CALL_TIMEOUT_SECONDS = 60;

/** The bot, ready to be run: what happens to an update, from top to bottom. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const { connection, conversation, inbox, unreachable, shutdown, clock, logger } = options;
  const bot = new Bot<BotContext>(connection.token, {
    client: clientOptions(connection, CALL_TIMEOUT_SECONDS),
  });
  const postPermission = createPostPermission({ clock, logger });
  const unreachableChats = createUnreachableChats({ chats: conversation.chats, unreachable, logger });
  const answering = createAnswering(bot.api, (chatId) => postPermission.mayAsk(chatId), options);
  bot.api.config.use(
    watchConnection({ ...connection, clock, logger }),
    screenPolls(clock, logger),
    retryCalls(clock),
    followMigration(),
    postPermission.guard,
    unreachableChats.guard,
  );

  bot.use(useClock(clock));
  bot.use(waitForMigration());
  bot.use(countWaiting());
  bot.use(readCommands);
  bot.use(collectMessages(clock));
  bot.use(sequentialize(orderingKeyOf));
  bot.use(guardLease(inbox, shutdown));
  bot.use(catchErrors(logger));
  bot.use(workAfterwards);
  bot.use(ignoreInlineButtons);
  bot.use(postPermission.notice);
  bot.use(unreachableChats.notice);
  bot.use(features(bot.api, options, answering, postPermission.skip));
  return bot;
}

function features(
  api: Api,
  options: BotOptions,
  answering: Answering,
  skipWhereForbidden: MiddlewareFn<BotContext>,
): Composer<BotContext> {
  const { audience, access, conversation, administration, inbox, clock } = options;
  const asking = { ...conversation, ...answering };
  const composer = new Composer<BotContext>();
  composer.use(keepMigration([conversation.chats, access.access, administration.limits]));
  composer.use(stopDraft(answering.running));
  composer.use(identifyPerson(audience, clock));
  composer.use(guardAccess(access.access));
  composer.use(tellGivenUp(inbox));
  composer.use(answerFlood);
  // Before other features: an open question takes what it asked for, and ends at every command.
  composer.use(settings(administration.settings));
  composer.use(limitRate(access.rate));
  composer.filter(isCommandOrButton).use(commandsAndButtons(api, options, answering));
  composer.use(skipWhereForbidden);
  composer.use(voice(asking));
  composer.use(pictures(asking));
  composer.use(chat(asking));
  composer.use(leftovers());
  return composer;
}

function useClock(clock: Clock): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    ctx.clock = clock;
    return next();
  };
}

function isCommandOrButton({ message, callbackQuery }: BotContext): boolean {
  return callbackQuery !== undefined || isCommand(message);
}
