import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { readView, viewAddress, viewQuery, type View } from './view.ts';

/** The view that the address names, and how to go to another: the way back leads to the one before. */
export function useView(): [View, (view: View) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const view = useMemo(() => readView(search), [search]);
  const go = useCallback((next: View) => {
    if (viewQuery(next) === viewQuery(readView(location.search))) return;
    history.pushState(null, '', viewAddress(next));
    window.dispatchEvent(new PopStateEvent('popstate'));
    // A person is gone to from a list far down, and is at the top.
    if (next.account !== null) window.scrollTo(0, 0);
  }, []);
  return [view, go];
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  return () => window.removeEventListener('popstate', listener);
}
