import { createPresenceStore } from '../../database/admin/presence-store.ts';
import type { Database } from '../../database/engine/database.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Lifecycle } from '../programs/lifecycle.ts';

export const PRESENCE_INTERVAL_MS = 60_000;

/** Shows `npm run move` that this process uses the database, until the lifecycle ends. Never rejects. */
export async function showPresence(
  database: Database,
  owner: string,
  { clock, lifecycle }: { clock: Clock; lifecycle: Lifecycle },
): Promise<void> {
  const store = createPresenceStore(database);
  let showing: Promise<unknown> = Promise.resolve();
  const show = () => (showing = store.show(owner, clock.now()).catch(() => undefined));
  await show();
  const timer = clock.every(PRESENCE_INTERVAL_MS, () => void show());
  lifecycle.opened(async () => {
    timer.cancel();
    await showing;
    // A database that is away keeps the sign, which passes by itself.
    await store.leave(owner).catch(() => undefined);
  });
}
