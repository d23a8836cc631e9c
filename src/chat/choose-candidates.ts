import type { ProviderId } from '../providers/contract/provider.ts';
import type { Candidate, CircuitBreaker, Rest } from './circuit-breaker.ts';

/** The models of one configured provider, the default first. */
export interface ProviderModels {
  provider: ProviderId;
  models: readonly string[];
  /** Those of them that understand pictures. */
  seeing?: readonly string[];
}

/** A candidate that is left alone for now. */
export interface Resting extends Rest {
  candidate: Candidate;
}

export interface Choice {
  /** Whom to ask, in this order. */
  candidates: Candidate[];
  /** Those that rest, the first to be back first; who rests after one failure alone is among the candidates too. */
  resting: Resting[];
  /** When the first of those that rest may be asked again. */
  retryAt: Date | null;
  /** Who that is. */
  firstBack: Candidate | null;
}

/**
 * Whom to ask, each once: the chat's own choice, each provider's default in the operator's order, then their other
 * models in order. Those that broke or said when to come back are left out until then; after a first failure they are
 * only the last to be asked.
 */
export function chooseCandidates(
  configured: readonly ProviderModels[],
  chosen: Candidate | null,
  breaker: Pick<CircuitBreaker, 'restOf' | 'isSuspect'>,
): Choice {
  const all = inOrder(configured, chosen);
  const resting = all.flatMap((candidate) => {
    const rest = breaker.restOf(candidate);
    return rest ? [{ candidate, ...rest }] : [];
  });
  const tired = resting.map(({ candidate }) => candidate);
  const well = all.filter((candidate) => !tired.includes(candidate));
  const doubtful = tired.filter((candidate) => breaker.isSuspect(candidate));
  const byTime = resting.toSorted((a, b) => a.until.getTime() - b.until.getTime());
  return {
    candidates: [...well, ...doubtful],
    resting: byTime,
    retryAt: byTime[0]?.until ?? null,
    firstBack: byTime[0]?.candidate ?? null,
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

/** Whether both name the same model of the same provider. */
export function isSameCandidate(one: Candidate, other: Candidate): boolean {
  return one.provider === other.provider && one.model === other.model;
}

function inOrder(configured: readonly ProviderModels[], chosen: Candidate | null): Candidate[] {
  const of = (pick: (models: readonly string[]) => readonly string[]) =>
    configured.flatMap(({ provider, models }) => pick(models).map((model) => ({ provider, model })));
  const all = [
    ...(chosen ? [chosen] : []),
    ...of((models) => models.slice(0, 1)),
    ...of((models) => models.slice(1)),
  ];
  return all.filter((one, index) => all.findIndex((other) => isSameCandidate(one, other)) === index);
}
