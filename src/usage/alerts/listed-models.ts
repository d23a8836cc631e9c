import type { SettingStore } from '../../database/admin/setting-store.ts';
import type { Clock } from '../../foundation/clock.ts';

/** What is known of the models that a provider lists. */
export interface ModelListing {
  /** As it was read last, here; `null` before the first time. */
  offered: readonly string[] | null;
  /** The configured ones that were ever in it: of others, such as aliases, their absence says nothing. */
  known: readonly string[];
}

/** The lists of models, which are read for health anyway. */
export interface ListedModels {
  of(provider: string): ModelListing;
  /** Takes a list that was just read, and keeps which of the `configured` models are in it. Never throws. */
  note(provider: string, offered: readonly string[], configured: readonly string[]): Promise<void>;
}

export interface ListedModelsOptions {
  store: Pick<SettingStore, 'all' | 'set'>;
  clock: Clock;
}

const KEY = 'listed_models/';

/** Opens what was listed, kept as one setting for each provider: a model may vanish while the bot is down. */
export async function openListedModels({ store, clock }: ListedModelsOptions): Promise<ListedModels> {
  const known = new Map<string, string[]>();
  const offers = new Map<string, readonly string[]>();
  for (const [key, { value }] of await store.all())
    if (key.startsWith(KEY)) known.set(key.slice(KEY.length), JSON.parse(value) as string[]);
  return {
    of: (provider) => ({ offered: offers.get(provider) ?? null, known: known.get(provider) ?? [] }),
    note: async (provider, offered, configured) => {
      offers.set(provider, offered);
      const before = known.get(provider) ?? [];
      const after = configured.filter((model) => before.includes(model) || offered.includes(model));
      if (after.length === before.length && after.every((model) => before.includes(model))) return;
      known.set(provider, after);
      // The next list brings what could not be kept.
      await store.set(`${KEY}${provider}`, JSON.stringify(after), clock.now()).catch(() => undefined);
    },
  };
}
