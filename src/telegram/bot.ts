import { sequentialize } from '@grammyjs/runner';
import { Api, Bot, Composer } from 'grammy';
import { modelsThatSee } from '../chat/models-that-see.ts';
import { clientOptions } from './client-options.ts';
import { createClosedChats, type ClosedChats } from './closed-chats.ts';
import { collectAlbums } from './collect-albums.ts';
import type { BotContext } from './context.ts';
import { laneOf } from './conversation-key.ts';
import { createFileDownloader } from './download-file.ts';
import { chat } from './features/chat.ts';
import { leftovers } from './features/leftovers.ts';
import { pictures } from './features/pictures.ts';
import { settings } from './features/settings.ts';
import { stopDraft } from './features/stop-answer.ts';
import { voice } from './features/voice.ts';
import { followMigration, keepMigration } from './follow-migration.ts';
import { handOver } from './hand-over.ts';
import { catchErrors } from './middlewares/catch-errors.ts';
import { answerFlood, countWaiting } from './middlewares/limit-flood.ts';
import { ignoreInlineButtons } from './middlewares/ignore-inline-buttons.ts';
import { noteNumbers } from './middlewares/note-numbers.ts';
import { identifyPerson } from './middlewares/identify-person.ts';
import { createMutedChats, type MutedChats } from './muted-chats.ts';
import { workAfterwards } from './middlewares/work-afterwards.ts';
import { createMessageNumbers } from './message-numbers.ts';
import { createRunningAnswers } from './running-answers.ts';
import { retryCalls } from './retry-calls.ts';
import { shedLoad } from './shed-load.ts';
import { watchConnection } from './watch-connection.ts';
import type { BotOptions } from './bot-options.ts';
import { commandsAndButtons, type FeatureOptions } from './commands-and-buttons.ts';
import { isCommand } from './is-command.ts';

/** More than Telegram holds a poll, and than a photo needs on a slow line. */
const CALL_TIMEOUT_SECONDS = 60;
/** The answer waits until the draft that it follows has arrived or is given up. */
const FLEETING_TIMEOUT_SECONDS = 5;

/** The bot, ready to be run: what happens to an update, from top to bottom. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const { logger } = options;
  const client = clientOptions(options, CALL_TIMEOUT_SECONDS);
  const bot = new Bot<BotContext>(options.token, { client });
  const running = createRunningAnswers(options.shutdown);
  const download = createFileDownloader({ ...options, api: bot.api });
  const fleeting = new Api(options.token, clientOptions(options, FLEETING_TIMEOUT_SECONDS));
  fleeting.config.use(shedLoad());
  const sees = modelsThatSee(options.configured).length > 0;
  const mutedChats = createMutedChats(options);
  const answering = {
    ...options,
    running,
    download,
    fleeting,
    sees,
    mayAsk: (chatId: number) => mutedChats.mayAsk(chatId),
  };
  const numbers = createMessageNumbers();
  const closedChats = createClosedChats(options);
  bot.api.config.use(
    watchConnection(logger),
    retryCalls(numbers),
    followMigration(),
    mutedChats.guard,
    closedChats.guard,
  );

  bot.use(noteNumbers(numbers));
  bot.use(collectAlbums());
  bot.use(countWaiting());
  bot.use(sequentialize(laneOf));
  bot.use(handOver(options.inbox, options.shutdown));
  bot.use(catchErrors(logger));
  bot.use(workAfterwards);
  bot.use(features(bot.api, answering, closedChats, mutedChats));
  return bot;
}

function features(
  api: Api,
  options: FeatureOptions,
  closedChats: ClosedChats,
  mutedChats: MutedChats,
): Composer<BotContext> {
  const { people, languages, clock, running } = options;
  const composer = new Composer<BotContext>();
  composer.use(ignoreInlineButtons);
  composer.use(mutedChats.notice);
  composer.use(closedChats.notice);
  composer.use(keepMigration(options.chats));
  composer.use(stopDraft(running));
  composer.use(identifyPerson(people, languages, new Set(options.adminIds), clock, options.viewOf));
  composer.use(answerFlood);
  // Before other features: an open question takes what it asked for, and ends at every command.
  composer.use(settings(options.settings));
  composer.filter(isCommandOrButton).use(commandsAndButtons(api, options));
  composer.use(mutedChats.skip);
  composer.use(voice(options));
  composer.use(pictures(options));
  composer.use(chat(options));
  composer.use(leftovers());
  return composer;
}

function isCommandOrButton({ message, callbackQuery }: BotContext): boolean {
  return callbackQuery !== undefined || isCommand(message);
}
