import type { Clock } from '../foundation/clock.ts';
import type { SettingStore } from './setting-store.ts';

const KEY = 'dashboard_buttons';

/** The admins who were given a button to the dashboard, as a setting that nobody sees. */
export function dashboardButtons(store: Pick<SettingStore, 'get' | 'set'>, clock: Clock) {
  return {
    read: async (): Promise<number[]> =>
      ((await store.get(KEY)) ?? '').split(',').filter(Boolean).map(Number),
    write: async (ids: readonly number[]): Promise<void> => {
      const text = ids.join(',');
      if (text !== ((await store.get(KEY)) ?? '')) await store.set(KEY, text, clock.now());
    },
  };
}
