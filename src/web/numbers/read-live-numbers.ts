import { readingState } from '../../reports/blocks/reading-state.ts';
import { mayWarn, type Headroom } from '../../usage/quotas/headroom.ts';
import { sumTotals, type TotalRow } from '../../usage/reading/usage-totals.ts';
import { openAlertsOf, type Episode, type OpenAlert } from './open-alerts-of.ts';

/** In place of a model's name. */
const ALL_MODELS = '*';

/** The current numbers for the metrics. */
export interface LiveNumbers {
  quotas: readonly (Pick<Headroom, 'model' | 'unit' | 'window' | 'limit' | 'remaining' | 'resetAt'> & {
    provider: string;
  })[];
  /** Today's bookings by model. */
  today: readonly {
    provider: string;
    model: string;
    requests: number;
    totalTokens: number;
    costPicoUsd: bigint;
  }[];
  alerts: readonly OpenAlert[];
}

export interface LiveSources {
  readQuotas: (now: Date) => Promise<readonly (Headroom & { provider: string })[]>;
  readToday: (now: Date) => Promise<readonly TotalRow[]>;
  listAlerts: () => Promise<readonly Episode[]>;
}

/** Reads the current numbers from the database, without asking providers. */
export async function readLiveNumbers(sources: LiveSources, now: Date): Promise<LiveNumbers> {
  const [quotas, rows, episodes] = await Promise.all([
    sources.readQuotas(now),
    sources.readToday(now),
    sources.listAlerts(),
  ]);
  return {
    quotas: quotas.map((quota) => currentPart(quota, now)),
    today: byModel(rows).map(sumOf),
    // A time zone moves the end of a month by hours, of which an open budget is not worth one.
    alerts: openAlertsOf(episodes, now.toISOString().slice(0, 10)),
  };
}

/**
 * An expired reading gives only its limit, and a guess not even that: alerts of Prometheus would warn of it. What all models
 * share is a quota of its own beside that of the model whose name it bears.
 */
function currentPart(quota: Headroom & { provider: string }, now: Date): LiveNumbers['quotas'][number] {
  const model = quota.allModels ? ALL_MODELS : quota.model;
  if (!mayWarn(quota)) return { ...quota, model, limit: null, remaining: null, resetAt: null };
  if (readingState(quota, now) === 'current') return { ...quota, model };
  return { ...quota, model, remaining: null, resetAt: null };
}

function byModel(rows: readonly TotalRow[]): [TotalRow, ...TotalRow[]][] {
  const models = new Map<string, [TotalRow, ...TotalRow[]]>();
  for (const row of rows) {
    const model = models.get(`${row.provider}/${row.model}`);
    if (model) model.push(row);
    else models.set(`${row.provider}/${row.model}`, [row]);
  }
  return [...models.values()];
}

function sumOf(rows: readonly [TotalRow, ...TotalRow[]]): LiveNumbers['today'][number] {
  const { requests, totalTokens, costPicoUsd } = sumTotals(rows);
  const [{ provider, model }] = rows;
  return { provider, model, requests, totalTokens, costPicoUsd };
}
