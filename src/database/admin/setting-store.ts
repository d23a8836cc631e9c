import { recordAction, type ModelTransaction } from './admin-action-store.ts';
import { ChangedMeanwhile } from '../engine/changed-meanwhile.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import type { Database } from '../engine/database.ts';

export interface StoredSetting {
  value: string;
  /** Grows with each change. */
  version: number;
}

export interface SettingChange {
  key: string;
  /** `null` returns to the default. */
  value: string | null;
  /** What the admin saw before they decided; `null` where nothing was set. */
  seen: StoredSetting | null;
  by: bigint;
  at: Date;
}

export interface SettingStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, now: Date): Promise<void>;
  all(): Promise<Map<string, StoredSetting>>;
  /** Changes what an admin saw and notes it; throws `ChangedMeanwhile` when it is no longer what they saw. */
  change(change: SettingChange): Promise<void>;
}

export function createSettingStore({ client }: Database): SettingStore {
  return {
    get: async (key) => (await client.setting.findUnique({ where: { key } }))?.value ?? null,
    set: async (key, value, updatedAt) => {
      await client.setting.upsert({
        where: { key },
        create: { key, value, updatedAt },
        update: { value, updatedAt, version: { increment: 1 } },
      });
    },
    all: async () => {
      const rows = await client.setting.findMany();
      return new Map(rows.map(({ key, value, version }) => [key, { value, version }]));
    },
    change: async (change) => {
      const changed = client.$transaction((transaction) => changeIn(transaction, change));
      await changed.catch((error: unknown) => {
        throw isDuplicate(error) ? new ChangedMeanwhile() : error;
      });
    },
  };
}

async function changeIn(transaction: ModelTransaction, change: SettingChange): Promise<void> {
  const { key, value, seen, by, at } = change;
  if (!(await write(transaction, change))) throw new ChangedMeanwhile();
  await recordAction(transaction, {
    action: 'change_setting',
    target: `setting/${key}`,
    before: seen && { value: seen.value },
    after: value === null ? null : { value },
    by,
    at,
  });
}

/** Whether the setting still was as it had been seen. */
async function write(
  { setting }: ModelTransaction,
  { key, value, seen, at }: SettingChange,
): Promise<boolean> {
  if (seen === null) {
    // Fails as a duplicate when somebody else set it.
    if (value !== null) await setting.create({ data: { key, value, updatedAt: at } });
    return true;
  }
  // A setting that was removed and set again counts from 1 again, so the version alone would not tell.
  const where = { key, version: seen.version, value: seen.value };
  const { count } =
    value === null
      ? await setting.deleteMany({ where })
      : await setting.updateMany({ where, data: { value, updatedAt: at, version: { increment: 1 } } });
  return count === 1;
}
