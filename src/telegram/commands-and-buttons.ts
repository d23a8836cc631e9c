import { Composer, type Api } from 'grammy';
import { accessButtons } from './access/access-buttons.ts';
import { accessCommand } from './access/access-command.ts';
import { language } from './account/language.ts';
import { ownUsage } from './account/own-usage.ts';
import { privacy } from './account/privacy.ts';
import { receipt } from './account/receipt.ts';
import { welcome } from './account/welcome.ts';
import { aiUsage } from './admin/ai-usage.ts';
import { alertButtons } from './admin/alerts/alert-buttons.ts';
import { budgetButtons } from './admin/alerts/budget-alert.ts';
import { dayBudgetButtons } from './admin/alerts/day-budget-alert.ts';
import { dashboard } from './admin/dashboard.ts';
import { reportFiles } from './admin/report-files.ts';
import type { BotOptions, ConversationOptions } from './bot-options.ts';
import { answerButtons } from './chat/answer-buttons.ts';
import { model } from './chat/model.ts';
import { newConversation, type NewConversationOptions } from './chat/new-conversation.ts';
import { stopButton } from './chat/stop-answer.ts';
import type { Answering } from './create-answering.ts';
import { dropChosenMenu, setAdminMenu, setChosenMenu } from './menus/command-menu.ts';
import { setDashboardMenu } from './menus/dashboard-menu.ts';
import type { BotContext } from './messages/context.ts';

/** The features that are asked for by a command or a pressed button. */
export function commandsAndButtons(
  api: Api,
  options: BotOptions,
  answering: Answering,
): Composer<BotContext> {
  const { audience, conversation, account, administration } = options;
  const { people, languages } = audience;
  const { providerNames, readPaused } = conversation;
  const miniAppUrl = administration.dashboard?.miniAppUrl ?? null;
  const senses = { hears: conversation.transcription.isConfigured, sees: answering.sees };
  const composer = new Composer<BotContext>();
  composer.use(welcome(senses, (adminId) => setMenusOf(api, options, miniAppUrl, adminId)));
  composer.use(newConversation(forgetting(conversation)));
  composer.use(model(conversation));
  const menu = { api, logger: options.logger };
  composer.use(
    language(people, languages, (ctx, chosen) =>
      setChosenMenu(menu, { id: ctx.personId, isAdmin: ctx.isAdmin }, chosen),
    ),
  );
  composer.use(ownUsage(account));
  composer.use(
    privacy({
      ...account,
      people,
      providerNames: namesOf(conversation),
      forgetMenu: (person) => dropChosenMenu(menu, person),
    }),
  );
  const { accountsNamed } = options.access.store;
  composer.use(aiUsage({ ...administration, miniAppUrl, accountsNamed }));
  composer.use(accessCommand(options.access));
  composer.use(accessButtons({ ...options.access, tellLetIn: options.access.tellLetIn(api) }));
  composer.use(dashboard(administration.dashboard));
  composer.use(alertButtons({ ...administration, ...audience, readPaused, providerNames }));
  composer.use(budgetButtons({ ...administration, providerNames }));
  composer.use(dayBudgetButtons(administration));
  composer.use(reportFiles(administration));
  composer.use(receipt({ ...conversation, ...account }));
  composer.use(stopButton(answering.running));
  composer.use(answerButtons({ ...conversation, ...answering }));
  return composer;
}

/** Sets what Telegram refused to set before the admin had opened the bot. */
async function setMenusOf(
  api: Api,
  { audience, logger }: BotOptions,
  miniAppUrl: string | null,
  adminId: number,
): Promise<void> {
  await setAdminMenu({ api, ...audience, logger }, adminId);
  await setDashboardMenu({ api, ...audience, miniAppUrl, logger }, adminId);
}

/** Forgets a conversation together with the questions that could be asked again. */
function forgetting({ chat: service, answers }: ConversationOptions): NewConversationOptions {
  return {
    forget: async (userId, conversation) => {
      await service.forget(conversation);
      await answers.forgetQuestions(userId, conversation);
    },
    forgetAll: async (prefix) => {
      await service.forgetAll(prefix);
      await answers.forgetAllQuestions(prefix);
    },
  };
}

function namesOf({ configured, providerNames }: ConversationOptions): string[] {
  return configured.map(({ provider }) => providerNames[provider] ?? provider);
}
