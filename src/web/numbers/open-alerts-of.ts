import type { Day } from '../../foundation/day.ts';
import { firstDayOfMonth } from '../../foundation/month.ts';
import { goneModelOf, quotaOf } from '../../usage/alerts/alert.ts';

/** An alert that is still open. */
export interface OpenAlert {
  kind: 'quota' | 'provider' | 'model' | 'budget';
  /** Of a budget that is everybody's: `all`. */
  provider: string;
  /** The quota's model, or the one that is gone; `null` for all models, and for a provider that is down. */
  model: string | null;
  unit: string | null;
  window: string | null;
  level: string;
  since: Date;
}

/** An alert episode, open or closed. */
export interface Episode {
  key: string;
  level: string;
  openedAt: Date;
}

/** The levels of closed episodes. */
const CLOSED = ['normal', 'up'];

/** The open episodes, newest first; of budgets those of the month of `today`, for no other has room or lacks it. */
export function openAlertsOf(episodes: readonly Episode[], today: Day): OpenAlert[] {
  return episodes
    .filter(({ level }) => !CLOSED.includes(level))
    .filter(({ key }) => !key.startsWith('budget/') || key.endsWith(`/${firstDayOfMonth(today)}`))
    .toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime())
    .flatMap(toOpenAlert);
}

function toOpenAlert({ key, level, openedAt }: Episode): OpenAlert[] {
  const [kind, provider = ''] = key.split('/');
  const shared = { provider, level, since: openedAt };
  if (kind === 'provider') return [{ ...shared, kind, model: null, unit: null, window: null }];
  if (kind === 'budget')
    return [{ ...shared, kind, provider: budgetScopeOf(key), model: null, unit: null, window: null }];
  const gone = goneModelOf(key);
  if (gone !== null) return [{ ...shared, kind: 'model', model: gone, unit: null, window: null }];
  const quota = quotaOf(key);
  if (!quota) return [];
  const { model, allModels, unit, window } = quota;
  return [{ ...shared, kind: 'quota', model: allModels ? null : model, unit, window }];
}

/** `budget/all/2026-11-01` is everybody's; `budget/provider/groq/2026-11-01` is Groq's. */
function budgetScopeOf(key: string): string {
  return key.split('/').at(-2) ?? '';
}
