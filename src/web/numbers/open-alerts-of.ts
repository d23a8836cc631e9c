import { quotaOf } from '../../usage/alerts/alert.ts';

/** What admins are warned of, as it stands now. */
export interface OpenAlert {
  kind: 'quota' | 'provider';
  provider: string;
  /** The quota; `null` for a provider that is down. */
  model: string | null;
  unit: string | null;
  window: string | null;
  level: string;
  since: Date;
}

/** What admins were warned of, over or not. */
export interface Episode {
  key: string;
  level: string;
  openedAt: Date;
}

/** Levels of an episode that is over. */
const CLOSED = ['normal', 'up'];

/** The episodes that are not over, the newest first. */
export function openAlertsOf(episodes: readonly Episode[]): OpenAlert[] {
  return episodes
    .filter(({ level }) => !CLOSED.includes(level))
    .toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime())
    .flatMap(toOpenAlert);
}

function toOpenAlert({ key, level, openedAt }: Episode): OpenAlert[] {
  const [kind, provider = ''] = key.split('/');
  const shared = { provider, level, since: openedAt };
  if (kind === 'provider') return [{ ...shared, kind, model: null, unit: null, window: null }];
  const quota = quotaOf(key);
  return quota ? [{ ...shared, kind: 'quota', ...quota }] : [];
}
