import { join } from 'node:path';
import { demoAdminIds, demoAllowedIds } from '../../tools/demo/demo-people.ts';
import { demoProvider } from '../../tools/demo/demo-provider.ts';
import { startProviderStandIn } from '../../tools/stand-ins/providers/provider-stand-in.ts';
import type { TelegramStandIn } from '../../tools/stand-ins/telegram/telegram-stand-in.ts';
import { BUILT_IN_PROVIDERS } from '../../config/config.ts';

export type Environment = Record<string, string | undefined>;

export interface DemoProviders {
  /** The variables with which the bot finds them. */
  environment: Environment;
  close(): Promise<unknown>;
}

/** The variables of a real bot that the demo uses too; it sets all others itself. */
function ownVariables(environment: Environment): Environment {
  const real = BUILT_IN_PROVIDERS.filter((id) => isReal(id, environment));
  const names = real.flatMap((id) =>
    ['API_KEY', 'BASE_URL', 'MODEL', 'TRANSCRIPTION_MODEL'].map((name) => `${id.toUpperCase()}_${name}`),
  );
  const taken = ['DEFAULT_LOCALE', 'TIMEZONE', 'PROVIDER_ORDER', ...names];
  return Object.fromEntries(taken.map((name) => [name, environment[name]]));
}

/** Throws where a proxy is set: it cannot reach the stand-ins, which listen on this machine only. */
export function refuseProxyToRealProviders(environment: Environment): void {
  const real = BUILT_IN_PROVIDERS.find((id) => isReal(id, environment));
  if (!real || !environment['PROXY_URL']?.trim()) return;
  const key = `${real.toUpperCase()}_API_KEY`;
  throw new Error(`The demo cannot use PROXY_URL: run it without that, or without ${key}`);
}

function isReal(id: string, environment: Environment): boolean {
  return Boolean(environment[`${id.toUpperCase()}_API_KEY`]?.trim());
}

/** Providers with a key in the environment are real; stand-ins replace the others. */
export async function startDemoProviders(
  environment: Environment,
  isWatched: boolean,
): Promise<DemoProviders> {
  const missing = BUILT_IN_PROVIDERS.filter((id) => !isReal(id, environment));
  const standIns = await Promise.all(
    missing.map((id) => startProviderStandIn(id, demoProvider({ isWatched }))),
  );
  const variables: Environment = ownVariables(environment);
  for (const { id, apiKey, baseUrl } of standIns) {
    variables[`${id.toUpperCase()}_API_KEY`] = apiKey;
    variables[`${id.toUpperCase()}_BASE_URL`] = baseUrl;
  }
  return {
    environment: variables,
    close: () => Promise.all(standIns.map((standIn) => standIn.close())),
  };
}

/** The bot's environment: its data in `folder`, its people those of the demo. */
export function demoEnvironment(
  telegram: Pick<TelegramStandIn, 'token' | 'apiRoot'>,
  environment: Environment,
  folder: string,
): Environment {
  return {
    ...environment,
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ADMIN_IDS: demoAdminIds.join(','),
    ACCESS: 'request',
    ALLOWED_IDS: demoAllowedIds.join(','),
    DATABASE_URL: `file:${join(folder, 'usage.db')}`,
    REPORT_CRON: '0 9 * * *',
    LISTEN_HOST: '127.0.0.1',
  };
}
