import type { ConversationData, VersionedState } from '@grammyjs/conversations';
import type { Config } from '../../config/config.ts';
import { Cron } from '../../config/cron-expression.ts';
import { pricedName } from '../../config/model-name.ts';
import { createAdminActionStore } from '../../database/admin/admin-action-store.ts';
import { createConversationStateStore } from '../../database/admin/dialog-state-store.ts';
import { createModelPriceStore } from '../../database/admin/model-price-store.ts';
import type { PersonStore } from '../../database/people/person-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Services } from '../services/open-services.ts';
import type { SettingsOptions } from '../../telegram/admin/settings.ts';
import { createSettingDialog } from '../../telegram/admin/settings/setting-dialog.ts';
import { storedTopics } from '../../telegram/admin/settings/stored-topics.ts';
import { moneyTopic } from '../../telegram/admin/settings/money-topic.ts';
import { personTopic, priceTopic } from '../../telegram/admin/settings/subject-topics.ts';
import type { Budgets } from '../../usage/budgets/budgets.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

export interface SettingsFeatureOptions {
  services: Services;
  config: Pick<Config, 'adminIds' | 'adminChat' | 'money'>;
  budgets: Budgets;
  persons: Pick<PersonStore, 'names'>;
  clock: Clock;
  tolerate: DatabaseWatch['tolerate'];
}

/** Wires /settings: its topics, and the store of its dialogs. */
export async function openSettingsFeature(options: SettingsFeatureOptions): Promise<SettingsOptions> {
  const { services, config, budgets, persons, clock, tolerate } = options;
  const { database, settings, refreshPrices, configured, profiles, providerNames } = services;
  const readNames = (userIds: readonly bigint[]) => persons.names(userIds);
  const stored = storedTopics({ settings, isCron: Cron.isValid, hasReportChat: config.adminChat !== null });
  const models = configured.flatMap(({ provider, models }) => models.map((model) => `${provider}/${model}`));
  const prices = createModelPriceStore(database);
  const topics = [
    ...stored,
    personTopic({ budgets, readNames }),
    moneyTopic({
      settings,
      providers: configured.map(({ provider }) => ({
        id: provider,
        name: providerNames[provider] ?? provider,
      })),
      readNames,
      defaults: config.money,
    }),
    priceTopic({
      prices,
      refreshPrices,
      models,
      providers: profiles.map(({ id }) => id),
      oneName: pricedName,
    }),
  ];
  const states = createConversationStateStore<VersionedState<ConversationData>>(database, () => clock.now());
  return {
    topics,
    dialog: createSettingDialog({ topics, actions: createAdminActionStore(database), readNames }),
    refresh: () => tolerate(settings.refresh, undefined),
    // A database outage must not delay an admin who only chats.
    conversationStates: { ...states, read: (key) => tolerate(() => states.read(key), undefined) },
    formerAdmins: new Set((await states.keys()).map(Number).filter((id) => !config.adminIds.includes(id))),
  };
}
