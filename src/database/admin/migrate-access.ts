import type { Database } from '../engine/database.ts';

export interface GroupMove {
  from: bigint;
  to: bigint;
  /** Its old id is let in by the settings, which do not know the new one. */
  isAllowed: boolean;
  now: Date;
}

/** Lets what was decided about a group count for its new id, unless somebody decided about that already. */
export async function migrateAccess({ client }: Database, move: GroupMove): Promise<void> {
  await client.$transaction(async ({ access }) => {
    const [old, there] = await Promise.all(
      [move.from, move.to].map((accountId) => access.findUnique({ where: { accountId } })),
    );
    if (there?.state === 'admitted' || there?.state === 'blocked') return;
    const isAllowed = move.isAllowed && old?.state !== 'blocked';
    const state = isAllowed ? 'admitted' : (old?.state ?? 'noted');
    // Of a group that nobody decided about the new id says as much.
    if (state === 'noted') return;
    await access.deleteMany({ where: { accountId: { in: [move.from, move.to] } } });
    const known = { title: there?.title ?? '', changedAt: move.now, ...old };
    await access.create({ data: { ...known, accountId: move.to, state, ...(isAllowed && { until: null }) } });
  });
}
