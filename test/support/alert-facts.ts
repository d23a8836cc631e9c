import type { AlertEpisode } from '../../src/database/admin/alert-store.ts';
import type { Attempt } from '../../src/database/reading/attempt-store.ts';
import type { Alert } from '../../src/usage/alerts/alert.ts';
import type { AlertFacts, WatchedProvider } from '../../src/usage/alerts/alert-facts.ts';
import { decideAlerts } from '../../src/usage/alerts/decide-alerts.ts';
import type { Headroom } from '../../src/usage/quotas/headroom.ts';

/** Requests of a day with Groq, of which `remaining` of 100 are left. */
export function quota(remaining: number | null, now: Date, changes: Partial<Headroom> = {}): Headroom {
  return {
    model: 'openai/gpt-oss-120b',
    allModels: changes.window === 'month',
    unit: 'requests',
    window: 'day',
    limit: 100,
    remaining,
    used: null,
    resetAt: null,
    source: 'reported',
    limitSource: 'reported',
    observedAt: now,
    nearEnd: false,
    endsAt: null,
    endsBeforeReset: false,
    ...changes,
  };
}

/** Groq, of which nothing is known. */
export function watched(changes: Partial<WatchedProvider> = {}): WatchedProvider {
  return {
    id: 'groq',
    defaultModel: 'openai/gpt-oss-120b',
    models: ['openai/gpt-oss-120b'],
    paused: false,
    headroom: [],
    attempts: { recent: [], lastAnswerAt: null },
    retryAt: null,
    health: null,
    ...changes,
  };
}

/** How requests ended, the newest first. */
export function attempts(...recent: Attempt[]): WatchedProvider['attempts'] {
  const answer = recent.find(({ status }) => status === 'ok');
  return { recent, lastAnswerAt: answer?.at ?? null };
}

/** What admins were told, and the episodes as they were kept, look after look. */
export class AlertHistory {
  readonly told: Alert[] = [];
  #episodes = new Map<string, AlertEpisode>();

  look(now: Date, providers: readonly WatchedProvider[], changes: Partial<AlertFacts> = {}): Alert[] {
    const episodes = [...this.#episodes.values()];
    const facts = {
      now,
      providers,
      episodes,
      alertPercent: 90,
      raised: new Map<string, number>(),
      ...changes,
    };
    const said: Alert[] = [];
    for (const { from, to, alert } of decideAlerts(facts)) {
      if (from !== (this.#episodes.get(to.key) ?? null)) throw new Error('decided from another episode');
      this.#episodes.set(to.key, to);
      if (alert) said.push(alert);
    }
    this.told.push(...said);
    return said;
  }

  episode(key: string): AlertEpisode | undefined {
    return this.#episodes.get(key);
  }

  /** As an admin's button does. */
  change(key: string, changes: Partial<AlertEpisode>): void {
    const episode = this.#episodes.get(key);
    if (episode) this.#episodes.set(key, { ...episode, ...changes });
  }
}
