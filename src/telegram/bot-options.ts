import type { ProviderModels } from '../chat/choose-candidates.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { TranscriptionService } from '../chat/transcription-service.ts';
import type { CircuitBreaker } from '../chat/circuit-breaker.ts';
import type { AlertStore } from '../database/admin/alert-store.ts';
import type { AnswerStore } from '../database/people/answer-store.ts';
import type { ChatStore } from '../database/people/chat-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Locale } from '../localization/locale.ts';
import type { ReportService } from '../reports/model/report-service.ts';
import type { AlertActs } from '../usage/alerts/alert-acts.ts';
import type { Budgets } from '../usage/budgets/budgets.ts';
import type { ExhaustedQuotas } from '../usage/quotas/exhausted-quotas.ts';
import type { Forgotten } from '../usage/maintenance/forget-person.ts';
import type { OwnUsage } from '../usage/reading/own-usage.ts';
import type { PausedProviders } from '../usage/settings/pauses.ts';
import type { View } from '../usage/settings/runtime-settings.ts';
import { type TelegramClient } from './api/client-options.ts';
import type { DashboardDoor } from './admin/dashboard-door.ts';
import type { AlertButtonsOptions } from './admin/alert-buttons.ts';
import type { SettingsOptions } from './admin/settings.ts';
import type { InboxGate } from './delivery/inbox.ts';
import type { Languages } from './people/languages.ts';
import type { People } from './people/people.ts';

/** What the bot is made of, and what it shows and changes. */
export interface BotOptions extends TelegramClient {
  token: string;
  adminIds: readonly number[];
  languages: Languages;
  defaultLocale: Locale;
  people: People;
  chats: ChatStore;
  /** The chats in which the bot may not write. */
  unreachable: Iterable<number>;
  answers: AnswerStore;
  inbox: InboxGate;
  quotas: ExhaustedQuotas;
  chat: ChatService;
  transcription: TranscriptionService;
  configured: readonly ProviderModels[];
  providerNames: Readonly<Record<string, string>>;
  breaker: CircuitBreaker;
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
