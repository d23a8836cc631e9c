import { modelKey, type AlertTransition } from './alert.ts';
import { closestModel } from './closest-model.ts';
import type { AlertFacts, WatchedProvider } from './alert-facts.ts';
import { episodeOf, nextEpisode } from './episodes.ts';

/**
 * Which configured models are gone: their provider says so in answer to a request, or they left its list. They are back
 * when one is answered, or listed again. Of a paused provider only good news is told. Pure.
 */
export function decideModels(facts: AlertFacts, provider: WatchedProvider): (AlertTransition | null)[] {
  return [
    ...provider.models.map((model) => decideModel(facts, provider, model)),
    ...forgottenModels(facts, provider),
  ];
}

/** Of a model that is no longer configured nobody has to be told. */
function forgottenModels(facts: AlertFacts, { id, models }: WatchedProvider): AlertTransition[] {
  const configured = new Set(models.map((model) => modelKey(id, model)));
  return facts.episodes
    .filter(({ key, level }) => level === 'gone' && key.startsWith(modelKey(id, '')) && !configured.has(key))
    .map((from) => ({ from, to: nextEpisode(facts, from, from.key, 'normal', false), alert: null }));
}

function decideModel(facts: AlertFacts, provider: WatchedProvider, model: string): AlertTransition | null {
  const { id, paused, listing } = provider;
  const key = modelKey(id, model);
  const from = episodeOf(facts, key);
  const wasGone = from?.level === 'gone';
  if (wasGone ? !isBack(provider, model) : paused || !isGone(provider, model)) return null;
  const to = nextEpisode(facts, from, key, wasGone ? 'normal' : 'gone', !wasGone);
  const replacement = wasGone ? null : closestModel(model, listing?.offered ?? [], provider.models);
  const change = wasGone ? 'returned' : 'gone';
  const source = { key, episode: to.episode, provider: id, paused, fallback: null };
  return { from, to, alert: { ...source, type: 'model', change, model, replacement } };
}

function isGone(provider: WatchedProvider, model: string): boolean {
  const { offered = null, known = [] } = provider.listing ?? {};
  const last = lastEndOf(provider, model);
  if (last !== null) return last === 'denied';
  return offered !== null && known.includes(model) && !offered.includes(model);
}

function isBack(provider: WatchedProvider, model: string): boolean {
  const last = lastEndOf(provider, model);
  if (last !== null) return last === 'answered';
  return provider.listing?.offered?.includes(model) ?? false;
}

/** What the newest request to the model says of it; `null` where none does. */
function lastEndOf({ attempts }: WatchedProvider, model: string): 'answered' | 'denied' | null {
  const own = attempts.recent.filter((attempt) => attempt.model === model);
  const telling = own.find(({ status, reason }) => status === 'ok' || reason === 'model_not_found');
  return telling ? (telling.status === 'ok' ? 'answered' : 'denied') : null;
}
