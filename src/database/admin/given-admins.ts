import type { Clock } from '../../foundation/clock.ts';
import type { SettingStore } from './setting-store.ts';

/** What admins are given in Telegram, which keeps it until somebody takes it back. */
export type Given = 'dashboard_buttons' | 'admin_menus';

/** The admins who were given something, as a setting that nobody sees. */
export function givenAdmins(store: Pick<SettingStore, 'get' | 'set'>, what: Given, clock: Clock) {
  return {
    read: async (): Promise<number[]> =>
      ((await store.get(what)) ?? '').split(',').filter(Boolean).map(Number),
    write: async (ids: readonly number[]): Promise<void> => {
      const text = ids.join(',');
      if (text !== ((await store.get(what)) ?? '')) await store.set(what, text, clock.now());
    },
  };
}
