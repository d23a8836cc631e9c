import type { QuotaWindow } from '../../providers/contract/measurement.ts';
import type { ConfiguredLimit, KnownLimit } from '../../providers/registry.ts';
import type { CountedLimit } from './counted-headroom.ts';

export type { ConfiguredLimit };

export interface KnownLimits {
  /** Built in, as somebody once saw them. */
  guessed: readonly KnownLimit[];
  configured: readonly ConfiguredLimit[];
  /** The provider reports nothing, so that its requests are counted even where no limit is known. */
  countsAlways: boolean;
}

/** The limits that a model's requests are counted against. */
export function limitsOfModel(model: string, limits: KnownLimits): CountedLimit[] {
  const configured = limits.configured.filter((limit) => limit.model === model);
  const guessed = limits.guessed
    // A guess about all models says which plan a key is on, and nobody knows that.
    .filter((limit) => limit.model === model && (limit.unit === 'requests' || limit.unit === 'tokens'))
    .map(({ unit, window, limit }) => ({
      unit: unit as CountedLimit['unit'],
      window,
      limit,
      source: 'guessed' as const,
    }))
    .filter((limit) => !limits.configured.some((other) => replaces(other, limit, model)));
  const all = [...configured.flatMap(toCounted), ...guessed];
  if (!limits.countsAlways) return all;
  const shown = (['minute', 'day'] as const).filter((window) => !all.some((limit) => isOf(limit, window)));
  return [
    ...all,
    ...shown.map((window) => ({
      unit: 'requests' as const,
      window,
      limit: null,
      source: 'guessed' as const,
    })),
  ];
}

/** The operator's limits that all models share. */
export function limitsOfAllModels({ configured }: Pick<KnownLimits, 'configured'>): CountedLimit[] {
  return configured.filter((limit) => limit.model === undefined).flatMap(toCounted);
}

function replaces(configured: ConfiguredLimit, guess: CountedLimit, model: string): boolean {
  const isOfModel = configured.model === undefined || configured.model === model;
  return isOfModel && configured.unit === guess.unit && configured.window === guess.window;
}

function toCounted({ unit, window, limit }: ConfiguredLimit): CountedLimit[] {
  return limit === null ? [] : [{ unit, window, limit, source: 'configured' }];
}

function isOf(limit: CountedLimit, window: QuotaWindow): boolean {
  return limit.unit === 'requests' && limit.window === window;
}
