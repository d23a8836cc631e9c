import type { QuotaWindow } from '../../providers/contract/measurement.ts';

const MINUTE_MS = 60_000;

/** How long a window lasts at most: the age from which a reading of it tells nothing any more. */
export const QUOTA_WINDOW_MS: Readonly<Record<QuotaWindow, number>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
  month: 31 * 24 * 60 * MINUTE_MS,
};
