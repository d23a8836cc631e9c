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
  /** When the first of those that refuse for now may be asked again. */
  retryAt: Date | null;
}

/**
 * Whom to ask: the chat's own choice, then each provider's default in the operator's order. Those that just
 * broke come last; those that said when to come back are left out until then.
 */
export function chooseCandidates(
  configured: readonly ProviderModels[],
  chosen: Candidate | null,
  cooldowns: Cooldowns,
): Choice {
  const defaults = configured.flatMap(({ provider, models: [model] }) =>
    model ? [{ provider, model }] : [],
  );
  const all = chosen
    ? [chosen, ...defaults.filter((item) => item.provider !== chosen.provider || item.model !== chosen.model)]
    : defaults;
  const refusals = all.flatMap((candidate) => cooldowns.refusedUntil(candidate) ?? []);
  const willing = all.filter((candidate) => !cooldowns.refusedUntil(candidate));
  const healthy = willing.filter((candidate) => !cooldowns.isSick(candidate));
  const sick = willing.filter((candidate) => cooldowns.isSick(candidate));
  const retryAt = refusals.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return { candidates: [...healthy, ...sick], retryAt };
}

/** The candidate that `provider/model` names, when it is configured. */
export function parseCandidate(text: string | null, configured: readonly ProviderModels[]): Candidate | null {
  for (const { provider, models } of configured) {
    const model = models.find((name) => `${provider}/${name}` === text);
    if (model) return { provider, model };
  }
  return null;
}
