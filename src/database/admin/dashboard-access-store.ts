import type { Database } from '../engine/database.ts';

/** Who may see the dashboard until when. */
export interface DashboardAccess {
  userId: bigint;
  expiresAt: Date;
}

/** What became of a one-time link. */
export type LinkUse = { userId: bigint } | 'invalid' | 'expired' | 'used';

/** Sessions and one-time links, by the hashes of their secrets: what is stored opens nothing. */
export interface DashboardAccessStore {
  addSession(tokenHash: string, access: DashboardAccess, now: Date): Promise<void>;
  /** `null` when there is no such session at `now`. */
  findSession(tokenHash: string, now: Date): Promise<DashboardAccess | null>;
  endSession(tokenHash: string): Promise<void>;
  addLink(codeHash: string, access: DashboardAccess, now: Date): Promise<void>;
  /** Opens for exactly one caller, however many ask at once. */
  useLink(codeHash: string, now: Date): Promise<LinkUse>;
  /** Makes a link that opened nothing one that was not used. */
  giveBackLink(codeHash: string): Promise<void>;
}

/** How long a link that is over is still known, so that its person learns why it does not open. */
const KEPT_MS = 86_400_000;

export function createDashboardAccessStore({ client }: Database): DashboardAccessStore {
  return {
    addSession: async (tokenHash, access, createdAt) => {
      await client.webSession.deleteMany({ where: { expiresAt: { lte: createdAt } } });
      await client.webSession.create({ data: { tokenHash, ...access, createdAt } });
    },
    findSession: (tokenHash, now) =>
      client.webSession.findUnique({
        where: { tokenHash, expiresAt: { gt: now } },
        select: { userId: true, expiresAt: true },
      }),
    endSession: async (tokenHash) => {
      await client.webSession.deleteMany({ where: { tokenHash } });
    },
    addLink: async (codeHash, access, now) => {
      await client.webLink.deleteMany({ where: { expiresAt: { lte: new Date(now.getTime() - KEPT_MS) } } });
      await client.webLink.create({ data: { codeHash, ...access } });
    },
    useLink: async (codeHash, now) => {
      const fresh = { codeHash, usedAt: null, expiresAt: { gt: now } };
      const { count } = await client.webLink.updateMany({ where: fresh, data: { usedAt: now } });
      const link = await client.webLink.findUnique({ where: { codeHash } });
      if (!link) return 'invalid';
      if (count === 1) return { userId: link.userId };
      return link.usedAt ? 'used' : 'expired';
    },
    giveBackLink: async (codeHash) => {
      await client.webLink.updateMany({ where: { codeHash }, data: { usedAt: null } });
    },
  };
}
