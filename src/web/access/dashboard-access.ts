import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import { readInitData } from './init-data.ts';

/** Why somebody may not see the dashboard. */
export type Refusal = 'invalid' | 'expired' | 'used' | 'not_admin';

/** An admin who may see the dashboard, or why it stays closed. */
export type Entry = { adminId: number } | Refusal;

export interface Session {
  token: string;
  expiresAt: Date;
}

/** Where sessions and links are kept, by the hashes of their secrets. */
export interface AccessStore {
  addSession(tokenHash: string, access: { userId: bigint; expiresAt: Date }, now: Date): Promise<void>;
  findSession(tokenHash: string, now: Date): Promise<{ userId: bigint } | null>;
  endSession(tokenHash: string): Promise<void>;
  addLink(codeHash: string, access: { userId: bigint; expiresAt: Date }, now: Date): Promise<void>;
  useLink(codeHash: string, now: Date): Promise<{ userId: bigint } | 'invalid' | 'expired' | 'used'>;
  giveBackLink(codeHash: string): Promise<void>;
}

export interface DashboardAccess {
  /** Checks what a Mini App got from Telegram. */
  enterByInitData(initData: string): Entry;
  /** Uses up a one-time link, unless whoever brought it has gone before it opened. */
  enterByLink(code: string, visit?: AbortSignal): Promise<Entry>;
  enterBySession(token: string): Promise<Entry>;
  /** A session of an hour for an admin who entered. */
  openSession(adminId: number): Promise<Session>;
  endSession(token: string): Promise<void>;
  /** The code of a link that opens the dashboard for this admin once, within five minutes. */
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
/** What the base64url text of a secret looks like; anything else need not be looked for. */
const SECRET = /^[\w-]{43}$/;

/** Decides who may see the dashboard. Whoever is no admin any more is out with the next request. */
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
      // A database that hung does what it was asked when it is back, though nobody waits for it any more.
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
