import { createContext, useContext, type ReactNode } from 'react';
import { viewAddress, type View } from '../live/view.ts';

/** What the page is about, and how to go to something else. */
export interface Place {
  view: View;
  go: (view: View) => void;
}

const HOME: Place = { view: { days: 30, range: null, account: null }, go: () => undefined };

export const PlaceContext = createContext<Place>(HOME);

interface ViewLinkProps {
  to: View;
  className?: string;
  /** Whether the page is about it already. */
  current?: boolean;
  children: ReactNode;
}

/** A link, so that a view can be opened beside another and the way back works. */
export function ViewLink({ to, className, current = false, children }: ViewLinkProps) {
  const { go } = useContext(PlaceContext);
  return (
    <a
      href={viewAddress(to)}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
