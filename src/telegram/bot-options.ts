import type { Api } from 'grammy';
import type { RequestRate } from '../access/request-rate.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { TranscriptionService } from '../chat/transcription-service.ts';
import type { AnswerStore } from '../database/people/answer-store.ts';
import type { ChatStore } from '../database/people/chat-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Locale } from '../localization/locale.ts';
import type { ReportService } from '../reports/model/report-service.ts';
import type { View } from '../usage/settings/runtime-settings.ts';
import type { OwnUsageOptions } from './account/own-usage.ts';
import type { PrivacyOptions } from './account/privacy.ts';
import type { AccessButtonsOptions } from './access/access-buttons.ts';
import type { AccessCommandOptions } from './access/access-command.ts';
import type { AlertButtonsOptions } from './admin/alerts/alert-buttons.ts';
import type { BudgetButtonsOptions } from './admin/alerts/budget-alert.ts';
import type { DayBudgetButtonsOptions } from './admin/alerts/day-budget-alert.ts';
import type { DashboardDoor } from './admin/dashboard-door.ts';
import type { SettingsOptions } from './admin/settings.ts';
import type { TelegramClient } from './api/client-options.ts';
import type { ModelOptions } from './chat/model.ts';
import type { StyleSettings } from './admin/persian-style.ts';
import type { InboxGate } from './inbox/inbox-gate.ts';
import type { Languages } from './people/languages.ts';
import type { People } from './people/people.ts';

/** How the bot reaches Telegram. */
export interface ConnectionOptions extends TelegramClient {
  token: string;
  /** The proxy in use, without its login; `null`: none. */
  proxy: string | null;
}

/** Who writes to the bot, and how it speaks to each of them. */
export interface AudienceOptions extends Pick<AlertButtonsOptions, 'readNames' | 'languageFor'> {
  people: People;
  adminIds: readonly number[];
  languages: Languages;
  defaultLocale: Locale;
  /** The digits and the calendar that an admin chose. */
  viewOf: (adminId: number) => Partial<View>;
}

/** Who may use the bot, and how admins decide it. */
export type AccessOptions = Omit<AccessButtonsOptions, 'tellLetIn'> &
  AccessCommandOptions & {
    rate: RequestRate;
    tellLetIn: (api: Api) => AccessButtonsOptions['tellLetIn'];
  };

/** Where answers come from, and what is kept of them. */
export interface ConversationOptions extends Omit<ModelOptions, 'chats'> {
  chat: ChatService;
  transcription: TranscriptionService;
  chats: ChatStore;
  answers: AnswerStore;
}

/** A person's own use and data. */
export type AccountOptions = OwnUsageOptions & Pick<PrivacyOptions, 'retentionDays' | 'forgetPerson'>;

/** What only admins see and change. */
export interface AdministrationOptions
  extends
    Pick<AlertButtonsOptions, 'alerts' | 'acts' | 'reportChatId'>,
    Omit<BudgetButtonsOptions, 'providerNames'>,
    DayBudgetButtonsOptions {
  reports: ReportService;
  styles: StyleSettings;
  settings: SettingsOptions;
  /** The limits in money that admins set for groups. */
  limits: Pick<ChatStore, 'migrate'>;
  /** `null` without a web server. */
  dashboard: DashboardDoor | null;
}

/** Everything the bot is put together from. */
export interface BotOptions {
  connection: ConnectionOptions;
  inbox: InboxGate;
  /** The chats that were unreachable when the bot was started. */
  unreachable: Iterable<number>;
  audience: AudienceOptions;
  access: AccessOptions;
  conversation: ConversationOptions;
  account: AccountOptions;
  administration: AdministrationOptions;
  /** Aborted when the bot must send nothing more. */
  shutdown: AbortSignal;
  clock: Clock;
  logger: Logger;
}
