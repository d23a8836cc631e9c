import type { LogLevel } from '../foundation/logger.ts';
import type { AddedProvider, ProviderAdjustment } from './parse-providers.ts';
import type { MoneyConfig } from './read-money.ts';

/** The providers that need no entry in a file, in the order in which they are asked unless configured otherwise. */
export const BUILT_IN_PROVIDERS = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
export type BuiltInProvider = (typeof BUILT_IN_PROVIDERS)[number];

/** A provider of the `PROVIDERS_FILE` with its key from the environment. */
export interface AddedProviderConfig extends AddedProvider {
  /** `null`: its variable is empty, or it names none. */
  apiKey: string | null;
}

export interface ProviderConfig {
  /** `null`: not configured. */
  apiKey: string | null;
  /** `null`: the provider's own server. */
  baseUrl: string | null;
  /** Empty: the provider's default models. */
  models: readonly string[];
}

/** US dollars per million tokens, or per hour of audio. */
export type PriceOverride =
  | { input: number; output: number; cached?: number | undefined; reasoning?: number | undefined }
  | { audioHour: number };

/** By `provider/model`: a single price, or prices with their first days in ascending order. */
export type PriceOverrides = Readonly<
  Record<string, PriceOverride | readonly (PriceOverride & { from: string })[]>
>;

/** Who is answered besides admins. */
export interface AccessConfig {
  mode: 'open' | 'request' | 'closed';
  /** Ids of persons, and of groups (negative), that are let in from the start. */
  allowedIds: readonly number[];
}

/** Where alerts are posted, and what signs them. */
export interface AlertWebhookConfig {
  url: string;
  secret: string;
}

/** An OpenTelemetry collector that takes metrics over HTTP. */
export interface OtlpConfig {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The attributes of this service. */
  resource: Readonly<Record<string, string>>;
  intervalMs: number;
}

/** How other programs watch the bot; `null`: not this way. */
export interface MonitoringConfig {
  heartbeatUrl: string | null;
  alertWebhook: AlertWebhookConfig | null;
  otlp: OtlpConfig | null;
}

/** All settings of the operator, validated and frozen. */
export interface Config {
  botToken: string;
  adminIds: readonly number[];
  /** `null`: every admin, privately. */
  adminChat: { chatId: number; threadId: number | null } | null;
  access: AccessConfig;
  /** Messages of one person that reach a provider in any minute; 0 is no limit. */
  userRequestsPerMinute: number;
  money: MoneyConfig;
  telegramApiRoot: string;
  proxyUrl: string | null;
  databaseUrl: string;
  databaseReadUrl: string;
  providers: Readonly<Record<BuiltInProvider, ProviderConfig>>;
  /** Those of the `PROVIDERS_FILE`, in its order. */
  addedProviders: readonly AddedProviderConfig[];
  /** What that file says of the built-in ones, by their ids. */
  adjustments: Readonly<Record<string, ProviderAdjustment>>;
  groqTranscriptionModel: string;
  /** Every id, built in or of the file. */
  providerOrder: readonly string[];
  defaultLocale: 'en' | 'fa';
  timeZone: string;
  /** `null`: off. */
  reportCron: string | null;
  cleanupCron: string | null;
  /** 0 keeps all. */
  retentionDays: number;
  quotaAlertPercent: number;
  /** 0 is no limit. */
  userDailyTokens: number;
  prices: PriceOverrides;
  port: number | null;
  /** `null`: every address of this machine. */
  listenHost: string | null;
  publicUrl: string | null;
  webhookSecret: string | null;
  metricsToken: string | null;
  monitoring: MonitoringConfig;
  /** With it another program may read the two exports. */
  apiToken: string | null;
  /** `null`: no backup is sent. */
  backupCron: string | null;
  /** Encrypts backups; `null`: they are not. */
  backupPassword: string | null;
  logLevel: LogLevel;
}

/** The settings that `npm run report`, `cleanup`, `migrate` and `history` need. */
export type DatabaseConfig = Omit<Config, 'botToken' | 'adminIds'>;
