import { Api } from 'grammy';
import type { Config } from '../../config/config.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { clientOptions } from '../../telegram/api/client-options.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { createReadiness } from '../../web/numbers/readiness.ts';
import { expectSqliteFile } from '../../web/numbers/sqlite-file.ts';
import type { Services } from '../services/open-services.ts';

export interface OpenReadinessOptions {
  services: Services;
  config: Config;
  usage: UsageStore;
  watch: Pick<DatabaseWatch, 'failed' | 'isDown'>;
  clock: Clock;
}

/** Names what does not answer: the database, Telegram. */
export type Readiness = () => Promise<string[]>;

const TELEGRAM_TIMEOUT_SECONDS = 2;

/** Wires the checks behind `/readyz` and the heartbeat. */
export function openReadiness(options: OpenReadinessOptions): Readiness {
  const { services, config, clock } = options;
  const client = { apiRoot: config.telegramApiRoot, fetch: services.network.telegramFetch };
  const telegram = new Api(config.botToken, clientOptions(client, TELEGRAM_TIMEOUT_SECONDS));
  return createReadiness({ database: () => askDatabase(options), telegram: () => telegram.getMe() }, clock);
}

// A read succeeds beside a lock that blocks every write, so the database watch has a say as well.
async function askDatabase({ usage, watch, services, config }: OpenReadinessOptions): Promise<void> {
  if (watch.isDown) throw new Error('the database is away');
  try {
    if (services.database.engine === 'sqlite') await expectSqliteFile(config.databaseUrl);
    await usage.outcomes();
  } catch (error) {
    watch.failed(error);
    throw error;
  }
}
