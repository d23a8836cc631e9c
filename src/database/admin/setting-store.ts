import { recordAction, type ModelTransaction } from './admin-action-store.ts';
import { ChangedMeanwhile } from '../engine/changed-meanwhile.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import type { Database } from '../engine/database.ts';
import { createJointReader, type Lookup } from '../engine/read-together.ts';

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
  /** Sets what nobody has set yet; whether this call did. */
  claim(key: string, now: Date): Promise<boolean>;
  all(): Promise<Map<string, StoredSetting>>;
  /** Changes what an admin saw and notes it; throws `ChangedMeanwhile` when it is no longer what they saw. */
  change(change: SettingChange): Promise<void>;
  /** How many changes there were, read together with whatever a question needs at the same moment. */
  changes(): Promise<number>;
}

/** Counts the changes of all settings in its version, so that a process sees at a glance whether it knows them. */
const CHANGES = 'settings_changes';

const COUNT_OF_CHANGES: Lookup<object> = {
  columns: {},
  value: () => `SELECT CAST(s.version AS text) FROM setting s WHERE s.key = '${CHANGES}'`,
};

/** The number that `changes` would have told when these were read. */
export function changesIn(settings: ReadonlyMap<string, StoredSetting>): number {
  return settings.get(CHANGES)?.version ?? 0;
}

export function createSettingStore(database: Database, reader = createJointReader(database)): SettingStore {
  const { client } = database;
  return {
    get: async (key) => (await client.setting.findUnique({ where: { key } }))?.value ?? null,
    set: async (key, value, updatedAt) => {
      await client.setting.upsert({
        where: { key },
        create: { key, value, updatedAt },
        update: { value, updatedAt, version: { increment: 1 } },
      });
    },
    claim: async (key, updatedAt) => {
      try {
        await client.setting.create({ data: { key, value: '', updatedAt } });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
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
    changes: async () => Number((await reader.read(COUNT_OF_CHANGES, {})) ?? 0),
  };
}

async function changeIn(transaction: ModelTransaction, change: SettingChange): Promise<void> {
  const { key, value, seen, by, at } = change;
  if (!(await write(transaction, change))) throw new ChangedMeanwhile();
  await countChange(transaction, at);
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

/** Tells all processes that settings are not what they know any more. */
export async function countChange({ setting }: ModelTransaction, at: Date): Promise<void> {
  const where = { key: CHANGES };
  await setting.upsert({
    where,
    create: { ...where, value: '', updatedAt: at },
    update: { updatedAt: at, version: { increment: 1 } },
  });
}
