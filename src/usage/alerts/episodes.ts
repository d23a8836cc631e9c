import type { AlertEpisode } from '../../database/admin/alert-store.ts';

/** The episode of this key; `null` before its first one. */
export function episodeOf(
  { episodes }: { episodes: readonly AlertEpisode[] },
  key: string,
): AlertEpisode | null {
  return episodes.find((it) => it.key === key) ?? null;
}

/** A new number makes the buttons of earlier messages old ones. */
export function nextEpisode(
  { now }: { now: Date },
  from: AlertEpisode | null,
  key: string,
  level: string,
  isNew: boolean,
): AlertEpisode {
  const episode = (from?.episode ?? 0) + (isNew ? 1 : 0);
  return { key, level, episode, openedAt: isNew || !from ? now : from.openedAt, changedAt: now };
}
