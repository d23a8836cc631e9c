import type { AdminActionStore } from '../../database/admin/admin-action-store.ts';
import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { AttemptStore } from '../../database/reading/attempt-store.ts';
import type { ProviderOutcome, UsageStore } from '../../database/reading/usage-store.ts';
import { addDays, dayOf } from '../../foundation/day.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { AlertFacts, WatchedProvider } from './alert-facts.ts';
import { standingOf } from './decide-alerts.ts';
import type { ListedModels } from './listed-models.ts';
import { PRICED_DAYS, type ListedTokenPrice } from './alert.ts';
import type { ModelUse } from './alert-facts.ts';
import { hasNewPrice } from './decide-prices.ts';
import { HORIZON_MS, needsCheck } from './decide-provider-level.ts';
import type { PausedProviders } from '../settings/pauses.ts';
import { providerHeadroom, type QuotaProfile } from '../quotas/provider-headroom.ts';
import type { HealthResult } from './provider-state.ts';
import { ownOutcome } from '../quotas/own-knowledge.ts';
import { readQuotas, type QuotaState } from '../quotas/read-quotas.ts';

export interface AlertSources {
  /** The configured providers, in the order in which they are asked. */
  profiles: readonly QuotaProfile[];
  usage: UsageStore;
  alerts: AlertStore;
  attempts: AttemptStore;
  actions: AdminActionStore;
  readPaused: () => Promise<PausedProviders>;
  checkHealth: () => Promise<ReadonlyMap<ProviderId, HealthResult>>;
  /** What a provider's list of models said last. */
  listingOf?: ListedModels['of'];
  /** The price of a model in that list; `null` where it names none. */
  listedPrice?: (provider: string, model: string) => Pick<ListedTokenPrice, 'input' | 'output'> | null;
  alertPercent: number;
  timeZone: string;
}

/** A day may last 25 hours. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** Everything that alerts are decided from, as it stands at `now`. */
export async function readAlertFacts(sources: AlertSources, now: Date): Promise<AlertFacts> {
  // First, so that what is decided from is never older than the level that it is compared with.
  const episodes = await sources.alerts.list();
  const [quotas, outcomes, paused, raised] = await Promise.all([
    readQuotas(sources.usage, now),
    sources.usage.outcomes(),
    sources.readPaused(),
    raisedToday(sources, now),
  ]);
  const read = { quotas, outcomes, paused };
  const unchecked = await Promise.all(
    sources.profiles.map((profile) => watchProvider(sources, profile, read, now)),
  );
  const { alertPercent } = sources;
  const facts: AlertFacts = { now, episodes, alertPercent, raised, providers: unchecked };
  const [providers, use] = await Promise.all([withChecks(sources, facts), readUse(sources, facts)]);
  return { ...facts, providers, use };
}

/** What models used of late, where that tells what a new price means. */
async function readUse({ usage, timeZone }: AlertSources, facts: AlertFacts): Promise<readonly ModelUse[]> {
  if (!facts.providers.some((provider) => hasNewPrice(facts, provider))) return [];
  const today = dayOf(facts.now, timeZone);
  return usage.totals(addDays(today, 1 - PRICED_DAYS), today);
}

async function watchProvider(
  { attempts, alertPercent, listingOf, listedPrice }: AlertSources,
  profile: QuotaProfile,
  read: { quotas: QuotaState; outcomes: readonly ProviderOutcome[]; paused: PausedProviders },
  now: Date,
): Promise<WatchedProvider> {
  const { id, models, otherModels = [] } = profile;
  return {
    id,
    defaultModel: models[0] ?? '',
    models: [...models, ...otherModels],
    paused: read.paused.has(id),
    headroom: providerHeadroom(profile, read.quotas, { now, alertPercent }),
    attempts: await attempts.attempts(profile, new Date(now.getTime() - HORIZON_MS), now),
    retryAt: ownOutcome(read.outcomes, profile)?.retryAt ?? null,
    health: null,
    ...(listingOf && { listing: listingOf(id) }),
    prices: models.flatMap((model) => {
      const price = listedPrice?.(id, model);
      return price ? [{ model, input: price.input, output: price.output }] : [];
    }),
  };
}

/** Free checks cost a provider's patience, so they are made only where one decides something. */
async function withChecks(sources: AlertSources, facts: AlertFacts): Promise<readonly WatchedProvider[]> {
  const { providers, now } = facts;
  const isNeeded = (provider: WatchedProvider) =>
    needsCheck({ ...provider, hasEmptyQuota: false }, standingOf(facts, provider.id), now);
  if (!providers.some(isNeeded)) return providers;
  const health = await sources.checkHealth();
  return providers.map((provider) => ({ ...provider, health: health.get(provider.id) ?? null }));
}

/** The thresholds that admins raised today, by episode key. */
export async function raisedToday(
  { actions, timeZone }: Pick<AlertSources, 'actions' | 'timeZone'>,
  now: Date,
): Promise<Map<string, number>> {
  const since = new Date(now.getTime() - LONGEST_DAY_MS);
  const today = dayOf(now, timeZone);
  const raises = await actions.standing('raise_alert', since);
  const ofToday = raises.filter(({ after }) => after?.['day'] === today);
  return new Map(ofToday.map(({ target, after }) => [target, Number(after?.['percent'])]));
}
