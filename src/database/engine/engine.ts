export type Engine = 'sqlite' | 'postgresql';

/** The engine that a `DATABASE_URL` names; `null` when it names none of ours. */
export function engineOf(url: string): Engine | null {
  if (url.startsWith('file:')) return 'sqlite';
  if (url.startsWith('postgresql://') || url.startsWith('postgres://')) return 'postgresql';
  return null;
}
