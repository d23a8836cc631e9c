export const PERIODS = [1, 7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** The period that the address names. */
export function readPeriod(): Period {
  const named = Number(new URLSearchParams(location.search).get('days'));
  return PERIODS.find((period) => period === named) ?? 30;
}

/** Keeps what is behind the `#`: Telegram's parameters are needed again after a reload. */
export function periodAddress(period: Period): string {
  return `?days=${period}${location.hash}`;
}
