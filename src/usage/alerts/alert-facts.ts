import type { AlertEpisode } from '../../database/admin/alert-store.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { Headroom } from '../quotas/headroom.ts';
import type { ListedTokenPrice } from './alert.ts';
import type { ProviderFacts } from './decide-provider-level.ts';
import type { ModelListing } from './listed-models.ts';

/** What a model used of late. */
export interface ModelUse {
  provider: string;
  model: string;
  promptTokens: number;
  completionTokens: number;
}

/** What is known now of a provider that is configured. */
export interface WatchedProvider extends Omit<ProviderFacts, 'hasEmptyQuota'> {
  id: ProviderId;
  /** The model that is asked unless somebody chose another. */
  defaultModel: string;
  /** Every model that is configured. */
  models: readonly string[];
  paused: boolean;
  headroom: readonly Headroom[];
  /** What its list of models says; absent where nobody reads it. */
  listing?: ModelListing;
  /** The prices in it of the configured models. */
  prices?: readonly ListedTokenPrice[];
}

export interface AlertFacts {
  now: Date;
  /** In the order in which they are asked. */
  providers: readonly WatchedProvider[];
  episodes: readonly AlertEpisode[];
  alertPercent: number;
  /** The percentages that admins asked for today instead, by episode key. */
  raised: ReadonlyMap<string, number>;
  /** What models used of late; read where a price changed. */
  use?: readonly ModelUse[];
}
