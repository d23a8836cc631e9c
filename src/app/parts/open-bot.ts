import type { Bot } from 'grammy';
import { createRequestRate, type RequestRate } from '../../access/request-rate.ts';
import type { Config } from '../../config/config.ts';
import { readMoneySpent } from '../../database/ledger/money-store.ts';
import { createAnswerStore } from '../../database/people/answer-store.ts';
import { moveLimits } from '../../database/admin/move-limits.ts';
import { createChatStore, type ChatStore } from '../../database/people/chat-store.ts';
import { createForgottenUseStore } from '../../database/people/forgotten-use-store.ts';
import { createPrivacyStore } from '../../database/people/privacy-store.ts';
import { createRequestRateStore } from '../../database/people/request-rate-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { createPseudonyms } from '../../foundation/pseudonym.ts';
import type { DashboardDoor } from '../../telegram/admin/dashboard-door.ts';
import type { BudgetButtonsOptions } from '../../telegram/admin/alerts/budget-alert.ts';
import type { DayBudgetButtonsOptions } from '../../telegram/admin/alerts/day-budget-alert.ts';
import type { AccountOptions } from '../../telegram/bot-options.ts';
import { createBot } from '../../telegram/bot.ts';
import type { Inbox } from '../../telegram/inbox/inbox.ts';
import type { BotContext } from '../../telegram/messages/context.ts';
import { createForgetting } from '../../usage/maintenance/forget-person.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { readOwnUsage } from '../../usage/reading/own-usage.ts';
import type { OpenedAccess } from './open-access.ts';
import type { Alerts } from './open-alerts.ts';
import { createRaiseBudget } from './raise-budget.ts';
import type { Answering } from './open-answering.ts';
import type { OpenedPeople } from './open-people.ts';
import type { Services } from '../services/open-services.ts';
import { openSettingsFeature } from './open-settings-feature.ts';
import { tolerantAnswers, tolerantChats } from '../services/tolerant-stores.ts';

export interface OpenBotOptions {
  services: Services;
  config: Config;
  usage: UsageStore;
  tolerate: DatabaseWatch['tolerate'];
  inbox: Inbox;
  people: OpenedPeople;
  access: OpenedAccess;
  alerts: Alerts;
  answering: Answering;
  /** `null` without a web server. */
  door: DashboardDoor | null;
  /** Aborted when the bot must send nothing more. */
  shutdown: AbortSignal;
  clock: Clock;
  logger: Logger;
}

/** Unreachable chats to load at start. The bot starts conversations only with admins, so few of them matter. */
const MOST_UNREACHABLE_CHATS = 1_000;

/** Creates the bot and gives its features what they use. */
export async function openBot(options: OpenBotOptions): Promise<Bot<BotContext>> {
  const { services, config, tolerate, inbox, people, access, alerts, answering, door } = options;
  const { shutdown, clock, logger } = options;
  const { database, reader, settings } = services;
  const { persons, languageFor } = people;
  const chats = tolerantChats(createChatStore(database, reader), tolerate);
  const { budgets } = answering;
  const { adminIds, defaultLocale } = config;
  return createBot({
    connection: {
      token: config.botToken,
      apiRoot: config.telegramApiRoot,
      fetch: services.network.telegramFetch,
      proxy: services.network.proxy,
    },
    inbox,
    unreachable: (await chats.unreachable(MOST_UNREACHABLE_CHATS)).map(Number),
    audience: {
      people: people.people,
      adminIds,
      languages: people.languages,
      defaultLocale,
      languageFor,
      viewOf: settings.viewOf,
      readNames: (userIds) => persons.names(userIds),
    },
    access: {
      ...access,
      access: access.service,
      rate: openRate(options),
      languageFor,
      reportChatId: config.adminChat?.chatId ?? null,
    },
    conversation: {
      ...answering,
      chats,
      answers: tolerantAnswers(createAnswerStore(database), tolerate),
      configured: services.configured,
      providerNames: services.providerNames,
    },
    account: openAccount(options),
    administration: {
      reports: services.reports,
      styles: settings,
      settings: await openSettingsFeature({ services, config, budgets, persons, clock, tolerate }),
      limits: { migrate: createMoveLimits(options) },
      dashboard: door,
      alerts: alerts.store,
      acts: alerts.acts,
      reportChatId: config.adminChat?.chatId ?? null,
      ...openBudgetButtons(options),
    },
    shutdown,
    clock,
    logger,
  });
}

/** What the buttons under alerts of budgets in money raise. */
function openBudgetButtons({
  services: { settings },
  answering: { money },
  clock,
}: OpenBotOptions): Omit<BudgetButtonsOptions, 'providerNames'> & DayBudgetButtonsOptions {
  const monthBudgets = () => money.months(clock.now());
  const limitOfMonth = ({ key }: { key: string }) =>
    monthBudgets().find((one) => one.key === key)?.limitPicoUsd ?? 0n;
  const dayBudget = (accountId: bigint) => money.day(accountId, clock.now());
  const limitOfDay = ({ id }: MoneyScope) => dayBudget(BigInt(id))?.limitPicoUsd ?? 0n;
  return {
    monthBudgets,
    raiseBudget: createRaiseBudget(settings, limitOfMonth, clock),
    dayBudget,
    raiseDayBudget: createRaiseBudget(settings, limitOfDay, clock),
  };
}

/** What an admin set for a group goes with it when it gets a new id. */
function createMoveLimits({ services, tolerate, clock }: OpenBotOptions): ChatStore['migrate'] {
  return (from, to) =>
    tolerate(async () => {
      await moveLimits(services.database, from, to, clock.now());
      await services.settings.refresh();
    }, undefined);
}

/** How often somebody may ask in a minute. */
function openRate({ services, config, tolerate, clock }: OpenBotOptions): RequestRate {
  const perMinute = config.userRequestsPerMinute;
  const store = createRequestRateStore(services.database, perMinute, services.reader);
  return createRequestRate({ perMinute, store, tolerate, clock });
}

/** What a person asks about their own data, and has deleted. */
function openAccount({
  services: { database },
  config,
  usage,
  answering,
  clock,
}: OpenBotOptions): AccountOptions {
  const { timeZone, retentionDays } = config;
  const pseudonymOf = createPseudonyms(config.botToken);
  const forgottenUse = createForgottenUseStore(database, pseudonymOf);
  return {
    readOwnUsage: (userId, now, of) => readOwnUsage({ usage, forgottenUse, timeZone }, userId, now, of),
    readMoney: async (accountId, now) => {
      const scope = answering.money.day(accountId, now);
      if (!scope) return null;
      const [spent = 0n] = await readMoneySpent(database, pseudonymOf, [scope]);
      return { limit: scope.limitPicoUsd, spent };
    },
    budgets: answering.budgets,
    retentionDays,
    forgetPerson: createForgetting({ store: createPrivacyStore(database, pseudonymOf), timeZone, clock }),
  };
}
