import { sequentialize } from '@grammyjs/runner';
import { Api, Bot, Composer, type MiddlewareFn } from 'grammy';
import type { Clock } from '../foundation/clock.ts';
import { modelsThatSee } from '../chat/models-that-see.ts';
import { clientOptions } from './api/client-options.ts';
import { createUnreachableChats, type UnreachableChats } from './api/unreachable-chats.ts';
import { collectAlbums } from './delivery/collect-albums.ts';
import type { BotContext } from './messages/context.ts';
import { orderingKeyOf } from './messages/conversation-key.ts';
import { createFileDownloader } from './files/download-file.ts';
import { chat } from './chat/chat.ts';
import { leftovers } from './chat/leftovers.ts';
import { pictures } from './chat/pictures.ts';
import { settings } from './admin/settings.ts';
import { stopDraft } from './chat/stop-answer.ts';
import { voice } from './chat/voice.ts';
import { followMigration, keepMigration } from './api/follow-migration.ts';
import { guardLease } from './delivery/lease-guard.ts';
import { catchErrors } from './delivery/catch-errors.ts';
import { answerFlood, countWaiting } from './delivery/limit-flood.ts';
import { ignoreInlineButtons } from './delivery/ignore-inline-buttons.ts';
import { identifyPerson } from './people/identify-person.ts';
import { createPostPermission, type PostPermission } from './api/post-permission.ts';
import { workAfterwards } from './delivery/work-afterwards.ts';
import { createRunningAnswers } from './chat/running-answers.ts';
import { retryCalls } from './api/retry-calls.ts';
import { shedLoad } from './api/shed-load.ts';
import { watchConnection } from './api/watch-connection.ts';
import type { BotOptions } from './bot-options.ts';
import { commandsAndButtons, type FeatureOptions } from './commands-and-buttons.ts';
import { isCommand } from './messages/is-command.ts';

/** More than Telegram holds a poll, and than a photo needs on a slow line. */
const CALL_TIMEOUT_SECONDS = 60;
/** The answer waits until the draft that it follows has arrived or is given up. */
const BEST_EFFORT_TIMEOUT_SECONDS = 5;

/** The bot, ready to be run: what happens to an update, from top to bottom. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const { logger } = options;
  const client = clientOptions(options, CALL_TIMEOUT_SECONDS);
  const bot = new Bot<BotContext>(options.token, { client });
  const running = createRunningAnswers(options.shutdown);
  const download = createFileDownloader({ ...options, api: bot.api });
  const bestEffort = new Api(options.token, clientOptions(options, BEST_EFFORT_TIMEOUT_SECONDS));
  bestEffort.config.use(shedLoad());
  const sees = modelsThatSee(options.configured).length > 0;
  const postPermission = createPostPermission(options);
  const answering = {
    ...options,
    running,
    download,
    bestEffort,
    sees,
    mayAsk: (chatId: number) => postPermission.mayAsk(chatId),
  };
  const unreachableChats = createUnreachableChats(options);
  bot.api.config.use(
    watchConnection(logger),
    retryCalls(options.clock),
    followMigration(),
    postPermission.guard,
    unreachableChats.guard,
  );

  bot.use(useClock(options.clock));
  bot.use(collectAlbums(options.clock));
  bot.use(countWaiting());
  bot.use(sequentialize(orderingKeyOf));
  bot.use(guardLease(options.inbox, options.shutdown));
  bot.use(catchErrors(logger));
  bot.use(workAfterwards);
  bot.use(features(bot.api, answering, unreachableChats, postPermission));
  return bot;
}

function features(
  api: Api,
  options: FeatureOptions,
  unreachableChats: UnreachableChats,
  postPermission: PostPermission,
): Composer<BotContext> {
  const { people, languages, clock, running } = options;
  const composer = new Composer<BotContext>();
  composer.use(ignoreInlineButtons);
  composer.use(postPermission.notice);
  composer.use(unreachableChats.notice);
  composer.use(keepMigration(options.chats));
  composer.use(stopDraft(running));
  composer.use(identifyPerson(people, languages, new Set(options.adminIds), clock, options.viewOf));
  composer.use(answerFlood);
  // Before other features: an open question takes what it asked for, and ends at every command.
  composer.use(settings(options.settings));
  composer.filter(isCommandOrButton).use(commandsAndButtons(api, options));
  composer.use(postPermission.skip);
  composer.use(voice(options));
  composer.use(pictures(options));
  composer.use(chat(options));
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
