import type { SettingStore } from '../../database/admin/setting-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';

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
  /** Is told which models a provider offers that it did not when its list was read before. */
  logger: Pick<Logger, 'info'>;
}

const KEY = 'listed_models/';
const APPEARED = 'a provider offers models that it did not before';
/** A service that renames all it has would fill the log. */
const MOST_TOLD = 20;

/** Opens what was listed, kept as one setting for each provider: a model may vanish while the bot is down. */
export async function openListedModels({ store, clock, logger }: ListedModelsOptions): Promise<ListedModels> {
  const known = new Map<string, string[]>();
  const offers = new Map<string, readonly string[]>();
  for (const [key, { value }] of await store.all())
    if (key.startsWith(KEY)) known.set(key.slice(KEY.length), JSON.parse(value) as string[]);
  return {
    of: (provider) => ({ offered: offers.get(provider) ?? null, known: known.get(provider) ?? [] }),
    note: async (provider, offered, configured) => {
      const appeared = newcomers(offered, offers.get(provider));
      if (appeared.length > 0)
        logger.info({ provider, models: appeared.slice(0, MOST_TOLD), count: appeared.length }, APPEARED);
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

/** Those that were not offered before; none where no list was read yet. */
function newcomers(offered: readonly string[], before: readonly string[] | undefined): string[] {
  const known = new Set(before ?? offered);
  return offered.filter((model) => !known.has(model));
}
