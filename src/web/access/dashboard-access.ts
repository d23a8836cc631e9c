import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import { readInitData } from './init-data.ts';

/** Why access to the dashboard is refused. */
export type Refusal = 'invalid' | 'expired' | 'used' | 'not_admin';

/** An admitted admin, or the reason for refusal. */
export type Entry = { adminId: number } | Refusal;

export interface Session {
  token: string;
  expiresAt: Date;
}

/** Stores sessions and links by the hashes of their secrets. */
export interface AccessStore {
  addSession(tokenHash: string, access: { userId: bigint; expiresAt: Date }, now: Date): Promise<void>;
  findSession(tokenHash: string, now: Date): Promise<{ userId: bigint } | null>;
  endSession(tokenHash: string): Promise<void>;
  addLink(codeHash: string, access: { userId: bigint; expiresAt: Date }, now: Date): Promise<void>;
  useLink(codeHash: string, now: Date): Promise<{ userId: bigint } | 'invalid' | 'expired' | 'used'>;
  giveBackLink(codeHash: string): Promise<void>;
}

export interface DashboardAccess {
  /** Verifies the `initData` that a Mini App received from Telegram. */
  enterByInitData(initData: string): Entry;
  /** Uses a one-time link. If the visitor disconnects first, the link stays valid. */
  enterByLink(code: string, visit?: AbortSignal): Promise<Entry>;
  enterBySession(token: string): Promise<Entry>;
  /** Opens a session of one hour for an admitted admin. */
  openSession(adminId: number): Promise<Session>;
  endSession(token: string): Promise<void>;
  /** Creates the code of a link that admits this admin once, within five minutes. */
  createLink(adminId: number): Promise<string>;
}

export interface DashboardAccessOptions {
  store: AccessStore;
  botToken: string;
  adminIds: readonly number[];
  clock: Clock;
}

const SESSION_MS = 3_600_000;
const LINK_MS = 300_000;
const SECRET_BYTES = 32;
/** The form of a base64url secret; anything else is not looked up. */
const SECRET = /^[\w-]{43}$/;

/** Controls access to the dashboard. A removed admin is refused from the next request on. */
export function createDashboardAccess(options: DashboardAccessOptions): DashboardAccess {
  const { store, botToken, adminIds, clock } = options;
  const admit = (userId: number): Entry => (adminIds.includes(userId) ? { adminId: userId } : 'not_admin');
  return {
    enterByInitData: (initData) => {
      const found = readInitData(initData, botToken, clock.now());
      return typeof found === 'string' ? found : admit(found.userId);
    },
    enterByLink: async (code, visit) => {
      const found = SECRET.test(code) ? await store.useLink(hashOf(code), clock.now()) : 'invalid';
      if (typeof found === 'string') return found;
      // A database that hung executes the statement when it recovers, even though the visitor has left.
      if (visit?.aborted) await store.giveBackLink(hashOf(code));
      return visit?.aborted ? 'invalid' : admit(Number(found.userId));
    },
    enterBySession: async (token) => {
      const found = SECRET.test(token) ? await store.findSession(hashOf(token), clock.now()) : null;
      return found ? admit(Number(found.userId)) : 'invalid';
    },
    openSession: async (adminId) => {
      const { secret, now } = { secret: newSecret(), now: clock.now() };
      const expiresAt = new Date(now.getTime() + SESSION_MS);
      await store.addSession(hashOf(secret), { userId: BigInt(adminId), expiresAt }, now);
      return { token: secret, expiresAt };
    },
    endSession: (token) => store.endSession(hashOf(token)),
    createLink: async (adminId) => {
      const { secret, now } = { secret: newSecret(), now: clock.now() };
      const expiresAt = new Date(now.getTime() + LINK_MS);
      await store.addLink(hashOf(secret), { userId: BigInt(adminId), expiresAt }, now);
      return secret;
    },
  };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

// A secret of 256 random bits needs no slow hash.
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
