import { useEffect, useState } from 'react';

/** How far below the screen something is taken for seen, so that it is there when somebody gets to it. */
const AHEAD = '300px';

/** Whether an element was on the screen, or nearly: what stands far below is not asked for before. */
export function useSeen(element: HTMLElement | null): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!element || seen) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, seen]);
  return seen;
}
