import type { Database } from './open-database.ts';

export interface SettingStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, now: Date): Promise<void>;
}

export function createSettingStore({ client }: Database): SettingStore {
  return {
    get: async (key) => (await client.setting.findUnique({ where: { key } }))?.value ?? null,
    set: async (key, value, updatedAt) => {
      await client.setting.upsert({
        where: { key },
        create: { key, value, updatedAt },
        update: { value, updatedAt },
      });
    },
  };
}
