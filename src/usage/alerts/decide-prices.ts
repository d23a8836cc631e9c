import type { ModelUse } from './alert-facts.ts';
import { usdToPico, type PicoUsd } from '../../foundation/money/money.ts';
import { priceKey, type AlertTransition, type ListedTokenPrice } from './alert.ts';
import type { AlertFacts, WatchedProvider } from './alert-facts.ts';
import { episodeOf, nextEpisode } from './episodes.ts';

const MILLION = 1_000_000n;

/**
 * Which prices of configured models changed in their providers' lists. An episode's level is the price that was told
 * last, so that the first one is noted without a word. Pure.
 */
export function decidePrices(facts: AlertFacts, provider: WatchedProvider): AlertTransition[] {
  return (provider.prices ?? []).flatMap((price) => {
    const key = priceKey(provider.id, price.model);
    const from = episodeOf(facts, key);
    const level = levelOf(price);
    if (from?.level === level) return [];
    const to = nextEpisode(facts, from, key, level, true);
    const before = from && priceIn(from.level, price.model);
    return [{ from, to, alert: before && alertOf(facts, provider, { before, after: price }, to) }];
  });
}

/** Whether a price is another one than was told last, so that what was used of late has to be known. */
export function hasNewPrice({ episodes }: Pick<AlertFacts, 'episodes'>, provider: WatchedProvider): boolean {
  return (provider.prices ?? []).some((price) => {
    const from = episodeOf({ episodes }, priceKey(provider.id, price.model));
    return from !== null && from.level !== levelOf(price);
  });
}

function alertOf(
  facts: AlertFacts,
  { id, paused }: WatchedProvider,
  { before, after }: { before: ListedTokenPrice; after: ListedTokenPrice },
  { key, episode }: AlertTransition['to'],
): AlertTransition['alert'] {
  const use = (facts.use ?? []).filter(({ provider, model }) => provider === id && model === after.model);
  const cost = (price: ListedTokenPrice) => use.reduce((sum, one) => sum + costOf(one, price), 0n);
  const source = { key, episode, provider: id, paused, fallback: null };
  const costs = use.length > 0 ? { before: cost(before), after: cost(after) } : null;
  return { ...source, type: 'price', change: 'changed', model: after.model, before, after, costs };
}

function costOf({ promptTokens, completionTokens }: ModelUse, { input, output }: ListedTokenPrice): PicoUsd {
  return (BigInt(promptTokens) * usdToPico(input) + BigInt(completionTokens) * usdToPico(output)) / MILLION;
}

/** Short enough for its column. */
function levelOf({ input, output }: ListedTokenPrice): string {
  return [input, output].map((usd) => Number(usd.toPrecision(4))).join('/');
}

function priceIn(level: string, model: string): ListedTokenPrice | null {
  const [input = Number.NaN, output = Number.NaN] = level.split('/').map(Number);
  return Number.isFinite(input) && Number.isFinite(output) ? { model, input, output } : null;
}
