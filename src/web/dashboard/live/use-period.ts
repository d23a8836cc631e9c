import { useCallback, useSyncExternalStore } from 'react';
import { periodAddress, readPeriod, type Period } from './period.ts';

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

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  return () => window.removeEventListener('popstate', listener);
}
