import type { Database } from '../engine/database.ts';
import { limitSetting, raiseSetting } from '../totals/limit-settings.ts';
import { countChange } from './setting-store.ts';

/**
 * Lets the limits in money that admins set for a group count for its new id, unless somebody set one for that already.
 * Twice is once: the second time nothing is left under the old id.
 */
export async function moveLimits({ client }: Database, from: bigint, to: bigint, now: Date): Promise<void> {
  const [old, next] = [`group/${from}`, `group/${to}`];
  await client.$transaction(async (transaction) => {
    const { setting } = transaction;
    const raises = raiseSetting(old, '');
    const moving = await setting.findMany({
      where: { OR: [{ key: limitSetting(old) }, { key: { startsWith: raises } }] },
    });
    if (moving.length === 0) return;
    for (const { key, value } of moving) {
      const moved = key.startsWith(raises)
        ? raiseSetting(next, key.slice(raises.length))
        : limitSetting(next);
      await setting.delete({ where: { key } });
      const kept = { key: moved, value, updatedAt: now };
      if ((await setting.findUnique({ where: { key: moved } })) === null)
        await setting.create({ data: kept });
    }
    await countChange(transaction, now);
  });
}
