import type { AlertFacts, WatchedProvider } from './alert-facts.ts';
import type { AlertEpisode } from '../../database/admin/alert-store.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import {
  providerKey,
  quotaKey,
  quotaOf,
  type AlertTransition,
  type ProviderAlert,
  type QuotaAlert,
} from './alert.ts';
import {
  decideProviderLevel,
  type ProviderDecision,
  type ProviderLevel,
  type ProviderStanding,
} from './decide-provider-level.ts';
import { decideModels } from './decide-models.ts';
import { decidePrices } from './decide-prices.ts';
import { episodeOf, nextEpisode } from './episodes.ts';
import { decideQuotaLevel, remainingNow, type QuotaLevel } from './decide-quota-level.ts';
import { mayWarn, type Headroom } from '../quotas/headroom.ts';
import { QUOTA_WINDOW_MS } from '../quotas/quota-window.ts';

type Source = Pick<QuotaAlert, 'key' | 'episode' | 'provider' | 'paused' | 'fallback'>;

/**
 * Which episodes move on and what the admins are told: a warning once, an escalation once when a quota is empty,
 * a recovery once; a provider down once and back once; a model gone once and back once. Only quotas of a day and of a month give alerts: shorter
 * ones come back before anybody could act; and none that rests on a guess. Of a paused provider only good news is told.
 * Pure.
 */
export function decideAlerts(facts: AlertFacts): AlertTransition[] {
  const unavailable = new Set(facts.providers.filter((it) => isUnavailable(facts, it)).map(({ id }) => id));
  return facts.providers.flatMap((provider) => {
    const fallback = facts.providers.find(({ id }) => id !== provider.id && !unavailable.has(id))?.id ?? null;
    return [
      ...provider.headroom.filter(givesAlerts).map((quota) => decideQuota(facts, provider, quota, fallback)),
      ...lostQuotas(facts, provider).map((episode) => forgetQuota(facts, provider, episode)),
      decideProvider(facts, provider, fallback),
      ...decideModels(facts, provider),
      ...decidePrices(facts, provider),
    ].filter((transition) => transition !== null);
  });
}

/** Below this percentage of what is left nobody is asked for another warning. */
const LAST_PERCENT = 99;

/** Half of the way from a threshold to the end: 95 after 90. */
export function nextPercentAfter(percent: number): number | null {
  const next = Math.ceil((percent + 100) / 2);
  return next > LAST_PERCENT ? null : next;
}

function decideQuota(
  facts: AlertFacts,
  provider: WatchedProvider,
  headroom: Headroom,
  fallback: ProviderId | null,
): AlertTransition | null {
  const key = quotaKey(provider.id, headroom);
  const from = episodeOf(facts, key);
  const before = (from?.level ?? 'normal') as QuotaLevel;
  const raisedPercent = facts.raised.get(key) ?? null;
  const level = decideQuotaLevel(headroom, before, from?.openedAt ?? facts.now, { ...facts, raisedPercent });
  if (level === before || (provider.paused && level !== 'normal')) return null;
  const to = nextEpisode(facts, from, key, level, before === 'normal' || before === 'raised');
  const change = changeOf(before, level);
  const known = { ...headroom, remaining: remainingNow(headroom, facts.now) };
  return {
    from,
    to,
    alert: change && {
      ...sourceOf(provider, to, fallback),
      type: 'quota',
      change,
      quota: headroom,
      headroom: known.remaining === null ? null : known,
      byForecast: level === 'forecast',
      nextPercent: level === 'empty' ? null : nextPercentAfter(raisedPercent ?? facts.alertPercent),
    },
  };
}

function changeOf(before: QuotaLevel, level: QuotaLevel): QuotaAlert['change'] | null {
  if (level === 'normal') return 'recovered';
  if (level === 'empty') return 'empty';
  // The forecast has warned already.
  return before === 'forecast' ? null : 'warned';
}

/** Open episodes of quotas of which nobody says anything any more, and whose window has passed since. */
function lostQuotas({ episodes, now }: AlertFacts, provider: WatchedProvider): AlertEpisode[] {
  const { id, headroom } = provider;
  const known = new Set(headroom.filter(givesAlerts).map((quota) => quotaKey(id, quota)));
  return episodes.filter(({ key, level, changedAt }) => {
    if (level === 'normal' || known.has(key) || !key.startsWith(`quota/${id}/`)) return false;
    if (isNoConcern(provider, key)) return true;
    const window = quotaOf(key)?.window ?? 'month';
    return now.getTime() - changedAt.getTime() >= QUOTA_WINDOW_MS[window];
  });
}

/** Whether an episode is about a model that is no longer configured, or turned out to rest on a guess. */
function isNoConcern({ id, models, headroom }: WatchedProvider, key: string): boolean {
  const quota = quotaOf(key);
  const isGuess = headroom.some((one) => !mayWarn(one) && quotaKey(id, one) === key);
  return isGuess || (quota !== null && !quota.allModels && !models.includes(quota.model));
}

function forgetQuota(
  facts: AlertFacts,
  provider: WatchedProvider,
  from: AlertEpisode,
): AlertTransition | null {
  const quota = quotaOf(from.key);
  if (!quota) return null;
  const to = nextEpisode(facts, from, from.key, 'normal', false);
  if (isNoConcern(provider, from.key)) return { from, to, alert: null };
  const source = sourceOf(provider, to, null);
  const nothing = { headroom: null, byForecast: false, nextPercent: null };
  return { from, to, alert: { ...source, ...nothing, type: 'quota', change: 'recovered', quota } };
}

function decideProvider(
  facts: AlertFacts,
  provider: WatchedProvider,
  fallback: ProviderId | null,
): AlertTransition | null {
  const key = providerKey(provider.id);
  const from = episodeOf(facts, key);
  const before = standingOf(facts, provider.id).level;
  const { level, reason, message, since } = judge(facts, provider);
  if (level === before || (provider.paused && level === 'down')) return null;
  const to = nextEpisode(facts, from, key, level, level === 'down');
  if (since) to.openedAt = since;
  const source = sourceOf(provider, to, fallback);
  const change: ProviderAlert['change'] = level === 'down' ? 'down' : 'back';
  return { from, to, alert: { ...source, type: 'provider', change, reason, message, since: to.openedAt } };
}

function judge(facts: AlertFacts, provider: WatchedProvider): ProviderDecision {
  const hasEmptyQuota = provider.headroom.some((quota) => isEmpty(quota, facts.now));
  return decideProviderLevel({ ...provider, hasEmptyQuota }, standingOf(facts, provider.id), facts.now);
}

/** Where a provider's episode stands. */
export function standingOf(facts: Pick<AlertFacts, 'episodes'>, provider: string): ProviderStanding {
  const episode = episodeOf(facts, providerKey(provider));
  return { level: (episode?.level ?? 'up') as ProviderLevel, changedAt: episode?.changedAt ?? null };
}

function sourceOf(
  { id, paused }: WatchedProvider,
  { key, episode }: AlertEpisode,
  fallback: ProviderId | null,
): Source {
  return { key, episode, provider: id, paused, fallback };
}

/** Whether a question would not go there, or in vain. */
function isUnavailable(facts: AlertFacts, provider: WatchedProvider): boolean {
  const hasEnded = provider.headroom.some(
    (quota) => isEmpty(quota, facts.now) && (quota.model === provider.defaultModel || quota.allModels),
  );
  return provider.paused || hasEnded || judge(facts, provider).level === 'down';
}

function givesAlerts(quota: Headroom): boolean {
  return mayWarn(quota) && (quota.window === 'day' || quota.window === 'month');
}

function isEmpty(quota: Headroom, now: Date): boolean {
  return givesAlerts(quota) && remainingNow(quota, now) === 0;
}
