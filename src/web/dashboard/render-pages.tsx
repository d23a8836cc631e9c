import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { Dashboard, type DashboardProps } from './dashboard.tsx';

/** Puts the pages in the place of the first view, in pieces that leave the browser time for fingers. */
export function renderPages(props: DashboardProps): void {
  const root = document.querySelector('#root');
  if (root) startTransition(() => createRoot(root).render(<Dashboard {...props} />));
}
