import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { readDatabaseAddress } from '../database/engine/failures/database-address.ts';
import type { DashboardDoor } from '../telegram/admin/dashboard-door.ts';
import type { Services } from './services/open-services.ts';
import { projectFile } from '../foundation/files/project-file.ts';

/** What a start found, by name, in the order in which it is told. */
export type StartFacts = Readonly<Record<string, string | readonly string[]>>;

export interface DescribeStartOptions {
  services: Pick<Services, 'configured' | 'providerNames' | 'settings' | 'network' | 'database'>;
  config: Config;
  /** `null` without a web server. */
  door: Pick<DashboardDoor, 'address'> | null;
}

const ENGINES = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/** What an operator wants to see at a start: what runs, with what, for whom, and where. */
export function describeStart({ services, config, door }: DescribeStartOptions): StartFacts {
  const { network, database, settings } = services;
  const address = readDatabaseAddress(config.databaseUrl).shown;
  return {
    version: `${projectVersion()}, Node.js ${process.versions.node}`,
    database: `${ENGINES[database.engine]}, ${address}`,
    providers: describeProviders(services, config),
    timezone: config.timeZone,
    access: describeAccess(config),
    report: settings.reportCron === null ? 'off' : `${settings.reportCron} (${config.timeZone})`,
    reportsTo: config.adminChat ? `the chat ${config.adminChat.chatId}` : 'each admin, privately',
    updates: config.publicUrl && config.webhookSecret ? `webhook at ${config.publicUrl}` : 'long polling',
    telegram: `${config.telegramApiRoot}${network.proxy ? ` through ${network.proxy}` : ''}`,
    dashboard: door
      ? (door.address ?? `port ${config.port}; set PUBLIC_URL to open it from elsewhere`)
      : 'off; set PORT',
  };
}

function describeProviders(
  { configured, providerNames }: Pick<Services, 'configured' | 'providerNames'>,
  { addedProviders }: Pick<Config, 'addedProviders'>,
): readonly string[] {
  const answering = configured.map(
    ({ provider, models }) => `${providerNames[provider]}: ${models.join(', ')}`,
  );
  // Whoever wrote one into PROVIDERS_FILE means to use it.
  const withoutKey = addedProviders
    .filter(({ apiKey, apiKeyEnv }) => apiKeyEnv !== null && apiKey === null)
    .map(({ name, apiKeyEnv }) => `${name}: not configured, because ${apiKeyEnv} is empty`);
  const none = 'none, so nobody is answered; set a key such as GROQ_API_KEY';
  return [...(answering.length > 0 ? answering : [none]), ...withoutKey];
}

function describeAccess({ access, adminIds }: Config): string {
  const admins = adminIds.length === 1 ? 'one admin' : `${adminIds.length} admins`;
  const others = {
    open: 'everybody',
    request: 'whom an admin lets in; others can ask',
    closed: 'whom an admin let in',
  };
  const given = access.allowedIds.length > 0 ? `, ${access.allowedIds.length} of ALLOWED_IDS` : '';
  return `${access.mode}: ${others[access.mode]}${given}; ${admins}`;
}

function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string };
  return version;
}
