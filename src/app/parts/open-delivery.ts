import type { Config } from '../../config/config.ts';
import { createInboxStore } from '../../database/inbox/inbox-store.ts';
import { openWakeUps } from '../../database/inbox/open-wake-ups.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { createPseudonyms } from '../../foundation/pseudonym.ts';
import { createInbox, type Inbox } from '../../telegram/inbox/inbox.ts';
import type { Webhook } from '../../telegram/delivery/run-bot.ts';
import { createUpdateDispatcher, type UpdateDispatcher } from '../../telegram/delivery/update-dispatcher.ts';
import { processOwner } from '../../usage/ledger/interrupted.ts';
import type { Ledger } from '../../usage/ledger/ledger.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { Lifecycle } from '../programs/lifecycle.ts';
import { openLedger } from './open-ledger.ts';
import type { Services } from '../services/open-services.ts';

export interface OpenDeliveryOptions {
  services: Services;
  config: Config;
  clock: Clock;
  logger: Logger;
  lifecycle: Lifecycle;
}

/** What carries updates in and keeps the requests that they lead to. */
export interface Delivery {
  ledger: Ledger;
  watch: DatabaseWatch;
  inbox: Inbox;
  dispatcher: UpdateDispatcher;
}

const WEBHOOK_PATH = '/telegram';

/** Opens the ledger, and the inbox and the dispatcher for the updates that lead to requests. */
export async function openDelivery(options: OpenDeliveryOptions): Promise<Delivery> {
  const { services, config, clock, logger, lifecycle } = options;
  const { database } = services;
  const { databaseUrl, timeZone } = config;
  const owner = processOwner();
  const opened = await openLedger({
    services,
    databaseUrl,
    pseudonymOf: createPseudonyms(config.botToken),
    owner,
    timeZone,
    clock,
    logger,
  });
  lifecycle.opened(() => opened.close());
  const { ledger, watch } = opened;
  const scope = `${config.botToken}|${config.telegramApiRoot}`;
  const wakeUps = await openWakeUps(database, scope, clock, logger);
  lifecycle.opened(() => wakeUps.close());
  const inbox = createInbox({
    store: createInboxStore(database, scope),
    wakeUps,
    watch,
    owner,
    isShared: database.engine === 'postgresql' && webhookOf(config) !== null,
    onTakeover: () => void ledger.recover().catch(() => undefined),
    clock,
    logger,
  });
  const dispatcher = createUpdateDispatcher(inbox, clock, logger);
  lifecycle.opened(() => dispatcher.close());
  return { ledger, watch, inbox, dispatcher };
}

/** Where Telegram posts updates to; `null` when the bot asks for them itself. */
export function webhookOf({ publicUrl, webhookSecret }: Config): Webhook | null {
  return publicUrl && webhookSecret ? { url: `${publicUrl}${WEBHOOK_PATH}`, secret: webhookSecret } : null;
}
