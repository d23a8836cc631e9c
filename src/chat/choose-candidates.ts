import type { ProviderId } from '../providers/provider.ts';
import type { Candidate, Cooldowns } from './cooldowns.ts';

/** The models of one configured provider, the default first. */
export interface ProviderModels {
  provider: ProviderId;
  models: readonly string[];
}

export interface Choice {
  /** Whom to ask, in this order. */
  candidates: Candidate[];
  /** When the first of those that are left out may be asked again. */
  retryAt: Date | null;
}

/**
 * Whom to ask: the chat's own choice, then each provider's default in the operator's order. Those that just broke
 * or said when to come back are left out until then.
 */
export function chooseCandidates(
  configured: readonly ProviderModels[],
  chosen: Candidate | null,
  cooldowns: Pick<Cooldowns, 'restsUntil'>,
): Choice {
  const defaults = configured.flatMap(({ provider, models: [model] }) =>
    model ? [{ provider, model }] : [],
  );
  const all = chosen
    ? [chosen, ...defaults.filter((item) => item.provider !== chosen.provider || item.model !== chosen.model)]
    : defaults;
  const rests = all.flatMap((candidate) => cooldowns.restsUntil(candidate) ?? []);
  const candidates = all.filter((candidate) => !cooldowns.restsUntil(candidate));
  return { candidates, retryAt: rests.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null };
}

/** The candidate that `provider/model` names, when it is configured. */
export function parseCandidate(text: string | null, configured: readonly ProviderModels[]): Candidate | null {
  for (const { provider, models } of configured) {
    const model = models.find((name) => `${provider}/${name}` === text);
    if (model) return { provider, model };
  }
  return null;
}
