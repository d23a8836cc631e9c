import { sequentialize } from '@grammyjs/runner';
import { Api, Bot } from 'grammy';
import type { ProviderModels } from '../chat/choose-candidates.ts';
import type { ChatService } from '../chat/chat-service.ts';
import { modelsThatSee } from '../chat/models-that-see.ts';
import type { TranscriptionService } from '../chat/transcription-service.ts';
import type { Cooldowns } from '../chat/cooldowns.ts';
import type { AlertStore } from '../database/alert-store.ts';
import type { AnswerStore } from '../database/answer-store.ts';
import type { ChatStore } from '../database/chat-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Locale } from '../localization/locale.ts';
import type { ReportService } from '../reports/report-service.ts';
import type { AlertActs } from '../usage/alert-acts.ts';
import type { Budgets } from '../usage/budgets.ts';
import type { ExhaustedQuotas } from '../usage/exhausted-quotas.ts';
import type { Forgotten } from '../usage/forget-person.ts';
import type { OwnUsage } from '../usage/own-usage.ts';
import type { PausedProviders } from '../usage/pauses.ts';
import type { View } from '../usage/runtime-settings.ts';
import { clientOptions, type TelegramClient } from './client-options.ts';
import { createClosedChats } from './closed-chats.ts';
import { collectAlbums } from './collect-albums.ts';
import { setAdminMenu } from './command-menu.ts';
import type { BotContext } from './context.ts';
import type { DashboardDoor } from './dashboard-door.ts';
import { setDashboardMenu } from './dashboard-menu.ts';
import { laneOf } from './conversation-key.ts';
import { createFileDownloader } from './download-file.ts';
import { aiUsage } from './features/ai-usage.ts';
import { dashboard } from './features/dashboard.ts';
import { alertButtons, type AlertButtonsOptions } from './features/alert-buttons.ts';
import { answerButtons } from './features/answer-buttons.ts';
import { chat } from './features/chat.ts';
import { language } from './features/language.ts';
import { leftovers } from './features/leftovers.ts';
import { model } from './features/model.ts';
import { newConversation } from './features/new-conversation.ts';
import { ownUsage } from './features/own-usage.ts';
import { pictures } from './features/pictures.ts';
import { privacy } from './features/privacy.ts';
import { receipt } from './features/receipt.ts';
import { reportFiles } from './features/report-files.ts';
import { settings, type SettingsOptions } from './features/settings.ts';
import { stopButton, stopDraft } from './features/stop-answer.ts';
import { voice } from './features/voice.ts';
import { welcome } from './features/welcome.ts';
import { followMigration, keepMigration } from './follow-migration.ts';
import { handOver } from './hand-over.ts';
import type { InboxGate } from './inbox.ts';
import type { Languages } from './languages.ts';
import { catchErrors } from './middlewares/catch-errors.ts';
import { answerFlood, countWaiting } from './middlewares/limit-flood.ts';
import { ignoreInlineButtons } from './middlewares/ignore-inline-buttons.ts';
import { noteNumbers } from './middlewares/note-numbers.ts';
import { identifyPerson } from './middlewares/identify-person.ts';
import { createMessageNumbers } from './message-numbers.ts';
import type { People } from './people.ts';
import { createRunningAnswers } from './running-answers.ts';
import { retryCalls } from './retry-calls.ts';
import { shedLoad } from './shed-load.ts';
import { watchConnection } from './watch-connection.ts';

export interface BotOptions extends TelegramClient {
  token: string;
  adminIds: readonly number[];
  languages: Languages;
  defaultLocale: Locale;
  people: People;
  chats: ChatStore;
  /** The chats in which the bot may not write. */
  closed: Iterable<number>;
  answers: AnswerStore;
  inbox: InboxGate;
  quotas: ExhaustedQuotas;
  chat: ChatService;
  transcription: TranscriptionService;
  configured: readonly ProviderModels[];
  providerNames: Readonly<Record<string, string>>;
  cooldowns: Cooldowns;
  readPaused: () => Promise<PausedProviders>;
  alerts: Pick<AlertStore, 'list'>;
  alertActs: AlertActs;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  languageFor: AlertButtonsOptions['languageFor'];
  reportChatId: number | null;
  reports: ReportService;
  /** `null` without a web server. */
  dashboard: DashboardDoor | null;
  readOwnUsage: (userId: bigint, now: Date) => Promise<OwnUsage>;
  budgets: Pick<Budgets, 'limitFor'>;
  settings: SettingsOptions;
  viewOf: (adminId: number) => View;
  retentionDays: number;
  forgetPerson: (userId: bigint) => Promise<Forgotten>;
  shutdown: AbortSignal;
  clock: Clock;
  logger: Logger;
}

/** More than Telegram holds a poll, and than a photo needs on a slow line. */
const CALL_TIMEOUT_SECONDS = 60;
const MOST_FLEETING = 50;

/** The bot, ready to be run: what happens to an update, from top to bottom. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const { people, languages, logger, clock, configured, providerNames, transcription } = options;
  const client = clientOptions(options, CALL_TIMEOUT_SECONDS);
  const bot = new Bot<BotContext>(options.token, { client });
  const running = createRunningAnswers(options.shutdown);
  const download = createFileDownloader({ ...options, api: bot.api });
  const fleeting = new Api(options.token, client);
  fleeting.config.use(shedLoad(MOST_FLEETING));
  const answering = { ...options, running, download, fleeting };
  const sees = modelsThatSee(configured).length > 0;
  const numbers = createMessageNumbers();
  const closedChats = createClosedChats(options);
  bot.api.config.use(watchConnection(logger), retryCalls(numbers), followMigration(), closedChats.guard);

  bot.use(noteNumbers(numbers));
  bot.use(collectAlbums());
  bot.use(countWaiting());
  bot.use(sequentialize(laneOf));
  bot.use(handOver(options.inbox, options.shutdown));
  bot.use(catchErrors(logger));
  bot.use(ignoreInlineButtons);
  bot.use(closedChats.notice);
  bot.use(keepMigration(options.chats));
  bot.use(stopDraft(running));
  bot.use(identifyPerson(people, languages, new Set(options.adminIds), clock, options.viewOf));

  bot.use(answerFlood);
  // Before other features: an open question takes what it asked for, and ends at every command.
  bot.use(settings(options.settings));
  const hears = transcription.isConfigured;
  bot.use(welcome({ hears, sees }, (adminId) => setMenusOf({ ...options, api: bot.api }, adminId)));
  bot.use(
    newConversation({
      forget: forgetConversation(options),
      forgetAll: async (prefix) => {
        await options.chat.forgetAll(prefix);
        await options.answers.forgetAllQuestions(prefix);
      },
    }),
  );
  bot.use(model(options));
  bot.use(language(people, languages));
  bot.use(ownUsage(options));
  bot.use(
    privacy({
      ...options,
      providerNames: configured.map(({ provider }) => providerNames[provider] ?? provider),
    }),
  );
  bot.use(aiUsage(options.reports, options.dashboard?.miniAppUrl ?? null));
  bot.use(dashboard(options.dashboard));
  bot.use(alertButtons({ ...options, acts: options.alertActs }));
  bot.use(reportFiles(options.reports));
  bot.use(receipt(options));
  bot.use(stopButton(running));
  bot.use(answerButtons(answering));
  bot.use(voice(answering));
  bot.use(pictures({ ...answering, sees }));
  bot.use(chat(answering));
  bot.use(leftovers());
  return bot;
}

/** What could not be set before the admin had opened the bot. */
async function setMenusOf(options: BotOptions & { api: Api }, adminId: number): Promise<void> {
  await setAdminMenu(options, adminId);
  await setDashboardMenu({ ...options, miniAppUrl: options.dashboard?.miniAppUrl ?? null }, adminId);
}

/** The conversation, and what could be asked again of it. */
function forgetConversation({ chat: service, answers }: BotOptions) {
  return async (userId: bigint, conversation: string): Promise<void> => {
    await service.forget(conversation);
    await answers.forgetQuestions(userId, conversation);
  };
}
