import type { Database } from '../engine/database.ts';
import { RUNNING_KEYS } from '../rows/content.ts';
import { createHash } from 'node:crypto';

/** A bot's last sign of life. */
export interface Presence {
  /** The process, as in leases: machine, number, nonce. */
  owner: string;
  seenAt: Date;
}

export interface PresenceStore {
  /** Notes that this process uses the database. */
  show(owner: string, now: Date): Promise<void>;
  /** Takes it back. */
  leave(owner: string): Promise<void>;
  /** Every process that did not take it back, those that were killed too. */
  list(): Promise<Presence[]>;
}

/** Which processes use a database. Kept among the settings, which every version of the database has. */
export function createPresenceStore({ client }: Pick<Database, 'client'>): PresenceStore {
  return {
    show: async (owner, updatedAt) => {
      const key = keyOf(owner);
      const value = { value: owner, updatedAt };
      await client.setting.upsert({ where: { key }, create: { key, ...value }, update: value });
    },
    leave: async (owner) => {
      await client.setting.deleteMany({ where: { key: keyOf(owner) } });
    },
    list: async () => {
      const rows = await client.setting.findMany({ where: { key: { startsWith: RUNNING_KEYS } } });
      return rows.map(({ value, updatedAt }) => ({ owner: value, seenAt: updatedAt }));
    },
  };
}

/** The name of a machine may be longer than a key. */
function keyOf(owner: string): string {
  return `${RUNNING_KEYS}${createHash('sha256').update(owner).digest('hex').slice(0, 16)}`;
}
