import type { ProviderId } from '../providers/contract/provider.ts';
import type { Candidate, CircuitBreaker } from './circuit-breaker.ts';

/** The models of one configured provider, the default first. */
export interface ProviderModels {
  provider: ProviderId;
  models: readonly string[];
}

export interface Choice {
  /** Whom to ask, in this order. */
  candidates: Candidate[];
  /** When the first of those that rest may be asked again. */
  retryAt: Date | null;
  /** Who that is. */
  firstBack: Candidate | null;
}

/**
 * Whom to ask: the chat's own choice, then each provider's default in the operator's order. Those that broke or said
 * when to come back are left out until then; after a first failure they are only the last to be asked.
 */
export function chooseCandidates(
  configured: readonly ProviderModels[],
  chosen: Candidate | null,
  breaker: Pick<CircuitBreaker, 'openUntil' | 'isSuspect'>,
): Choice {
  const defaults = configured.flatMap(({ provider, models: [model] }) =>
    model ? [{ provider, model }] : [],
  );
  const all = chosen
    ? [chosen, ...defaults.filter((item) => item.provider !== chosen.provider || item.model !== chosen.model)]
    : defaults;
  const resting = all.flatMap((candidate) => {
    const until = breaker.openUntil(candidate);
    return until ? [{ candidate, until }] : [];
  });
  const well = all.filter((candidate) => !breaker.openUntil(candidate));
  const doubtful = all.filter((candidate) => !well.includes(candidate) && breaker.isSuspect(candidate));
  const [first] = resting.toSorted((a, b) => a.until.getTime() - b.until.getTime());
  return {
    candidates: [...well, ...doubtful],
    retryAt: first?.until ?? null,
    firstBack: first?.candidate ?? null,
  };
}

/** The candidate that `provider/model` names, when it is configured. */
export function parseCandidate(text: string | null, configured: readonly ProviderModels[]): Candidate | null {
  for (const { provider, models } of configured) {
    const model = models.find((name) => `${provider}/${name}` === text);
    if (model) return { provider, model };
  }
  return null;
}
