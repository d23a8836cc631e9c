import type { ActionState } from '../../database/admin/admin-action-store.ts';

/** What something was before or after an act, in words that a trail shows; `null` where there was nothing. */
export function describeState(state: ActionState): string | null {
  if (state === null) return null;
  // A version tells admins nothing: it is there to notice changes between two looks.
  const { version: _, ...shown } = state;
  const words = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
  return words.join(', ');
}
