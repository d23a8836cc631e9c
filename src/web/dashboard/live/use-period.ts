import { useCallback, useSyncExternalStore } from 'react';

export const PERIODS = [1, 7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** The period that the address names, and how to go to another: the way back leads to the one before. */
export function usePeriod(): [Period, (period: Period) => void] {
  const period = useSyncExternalStore(subscribe, readPeriod);
  const go = useCallback((next: Period) => {
    if (next === readPeriod()) return;
    history.pushState(null, '', periodAddress(next));
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, []);
  return [period, go];
}

/** Keeps what is behind the `#`: Telegram's parameters are needed again after a reload. */
export function periodAddress(period: Period): string {
  return `?days=${period}${location.hash}`;
}

/** The period that the address names. */
export function readPeriod(): Period {
  const named = Number(new URLSearchParams(location.search).get('days'));
  return PERIODS.find((period) => period === named) ?? 30;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  return () => window.removeEventListener('popstate', listener);
}
