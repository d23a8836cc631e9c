import { Composer, type Api } from 'grammy';
import type { BotOptions } from './bot-options.ts';
import { answerButtons, type AnswerButtonsOptions } from './chat/answer-buttons.ts';
import { setAdminMenu } from './menus/command-menu.ts';
import type { BotContext } from './messages/context.ts';
import { setDashboardMenu } from './menus/dashboard-menu.ts';
import { aiUsage } from './admin/ai-usage.ts';
import { dashboard } from './admin/dashboard.ts';
import { alertButtons } from './admin/alert-buttons.ts';
import { language } from './account/language.ts';
import { model } from './chat/model.ts';
import { newConversation } from './chat/new-conversation.ts';
import { ownUsage } from './account/own-usage.ts';
import type { AskAboutPicturesOptions } from './chat/ask-about-pictures.ts';
import { privacy } from './account/privacy.ts';
import { receipt } from './account/receipt.ts';
import { reportFiles } from './admin/report-files.ts';
import { stopButton } from './chat/stop-answer.ts';
import { welcome } from './account/welcome.ts';

export type FeatureOptions = BotOptions & AnswerButtonsOptions & AskAboutPicturesOptions;

/** What is asked for by a command or a pressed button. */
export function commandsAndButtons(api: Api, options: FeatureOptions): Composer<BotContext> {
  const { people, languages, reports, dashboard: door } = options;
  const composer = new Composer<BotContext>();
  const senses = { hears: options.transcription.isConfigured, sees: options.sees };
  composer.use(welcome(senses, (adminId) => setMenusOf({ ...options, api }, adminId)));
  composer.use(newConversation(forgetting(options)));
  composer.use(model(options));
  composer.use(language(people, languages));
  composer.use(ownUsage(options));
  composer.use(privacy({ ...options, providerNames: namesOf(options) }));
  composer.use(aiUsage(reports, door?.miniAppUrl ?? null));
  composer.use(dashboard(door));
  composer.use(alertButtons({ ...options, acts: options.alertActs }));
  composer.use(reportFiles(reports));
  composer.use(receipt(options));
  composer.use(stopButton(options.running));
  composer.use(answerButtons(options));
  return composer;
}

/** What could not be set before the admin had opened the bot. */
async function setMenusOf(options: BotOptions & { api: Api }, adminId: number): Promise<void> {
  await setAdminMenu(options, adminId);
  await setDashboardMenu({ ...options, miniAppUrl: options.dashboard?.miniAppUrl ?? null }, adminId);
}

/** A conversation is forgotten with what could be asked again of it. */
function forgetting({ chat: service, answers }: BotOptions) {
  return {
    forget: async (userId: bigint, conversation: string) => {
      await service.forget(conversation);
      await answers.forgetQuestions(userId, conversation);
    },
    forgetAll: async (prefix: string) => {
      await service.forgetAll(prefix);
      await answers.forgetAllQuestions(prefix);
    },
  };
}

function namesOf({ configured, providerNames }: BotOptions): string[] {
  return configured.map(({ provider }) => providerNames[provider] ?? provider);
}
