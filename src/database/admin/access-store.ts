import type { Database } from '../engine/database.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import { migrateAccess, type GroupMove } from './migrate-access.ts';
import { recordAction, type ActionKind, type ActionState, type AdminAction } from './admin-action-store.ts';
import { ACCESS_TARGET } from './access-target.ts';
import type { Act } from './user-budget-store.ts';

/** `noted`: was refused while nobody could ask, or is known by its name alone; `asked`: waits for an admin. */
export type AccessState = 'noted' | 'asked' | 'admitted' | 'blocked';

/** A person, or a group or channel (negative id), that somebody decided about or that asks. */
export interface AccessRow {
  accountId: bigint;
  state: AccessState;
  /** When an admission ends; `null`: never. */
  until: Date | null;
  title: string;
  username: string | null;
  /** The bot's language that the account is told in. */
  locale: string | null;
  telegramLanguage: string | null;
  /** Who wrote first in a group. */
  askedBy: bigint | null;
  /** `null` where nobody decided: the database knew the account before access was asked for. */
  decidedBy: bigint | null;
  version: number;
  changedAt: Date;
  announcedAt: Date | null;
}

/** How an account shows itself. */
export type AccessProfile = Pick<
  AccessRow,
  'accountId' | 'title' | 'username' | 'locale' | 'telegramLanguage' | 'askedBy'
>;

export interface AccessDecision {
  accountId: bigint;
  state: 'admitted' | 'blocked';
  until: Date | null;
  /** The version that the admin saw; 0 where there was no row. */
  seen: number;
}

export interface AccessStore {
  find(accountIds: readonly bigint[]): Promise<AccessRow[]>;
  /** The persons and groups that use this name, whatever its case, seen last first. */
  accountsNamed(username: string): Promise<bigint[]>;
  /** Lets the account wait for an admin, if nobody decided or its admission ended. Whether it did not wait before. */
  ask(profile: AccessProfile, now: Date): Promise<boolean>;
  /** Whether the account may be told now that it is not let in: it was not told since `since`. Notes that it is. */
  mayTell(profile: AccessProfile, since: Date, now: Date): Promise<boolean>;
  /** Keeps how a group calls itself now, whatever was decided about it. */
  note(group: Pick<AccessProfile, 'accountId' | 'title' | 'username'>, now: Date): Promise<void>;
  /** Changes what an admin saw; `null` when somebody was quicker. */
  decide(decision: AccessDecision, act: Act): Promise<AdminAction | null>;
  /** An admission that has ended is none. */
  list(state: AccessState, page: { skip: number; take: number }, now: Date): Promise<AccessRow[]>;
  counts(now: Date): Promise<ReadonlyMap<AccessState, number>>;
  /** Those that wait and of which admins do not know, oldest first. */
  unannounced(take: number): Promise<AccessRow[]>;
  /** Of how many admins were told since then. */
  announcedSince(since: Date, now: Date): Promise<number>;
  /** Notes that admins know of those that wait among these. */
  noteAnnounced(accountIds: readonly bigint[], now: Date): Promise<void>;
  /** A group has a new id. */
  migrate(move: GroupMove): Promise<void>;
}

const lasts = (now: Date) => ({ OR: [{ until: null }, { until: { gt: now } }] });

const ACTIONS = { admitted: 'admit', blocked: 'block' } as const satisfies Record<string, ActionKind>;

/** Reads and changes who is let in. */
export function createAccessStore(database: Database): AccessStore {
  const { access } = database.client;
  return {
    ...createAnnouncements(database),
    find: async (accountIds) =>
      toRows(await access.findMany({ where: { accountId: { in: [...accountIds] } } })),
    accountsNamed: (username) => accountsNamed(database, username),
    ask: (profile, now) => ask(database, profile, now),
    mayTell: (profile, since, now) => mayTell(database, profile, since, now),
    note: (group, now) => note(database, group, now),
    decide: (decision, act) => decide(database, decision, act),
    list: async (state, page, now) =>
      toRows(
        await access.findMany({ where: { state, ...lasts(now) }, orderBy: { changedAt: 'desc' }, ...page }),
      ),
    counts: async (now) => {
      const groups = await access.groupBy({ by: ['state'], where: lasts(now), _count: { _all: true } });
      return new Map(groups.map(({ state, _count }) => [state as AccessState, _count._all]));
    },
    migrate: (move) => migrateAccess(database, move),
  };
}

function createAnnouncements({
  client: { access },
}: Database): Pick<AccessStore, 'unannounced' | 'announcedSince' | 'noteAnnounced'> {
  return {
    unannounced: async (take) =>
      toRows(
        await access.findMany({
          where: { state: 'asked', announcedAt: null },
          orderBy: { changedAt: 'asc' },
          take,
        }),
      ),
    // A clock that is set back leaves some announced in the future. Whoever the database knew before access had to be asked
    // for was noted as announced, too, and is the only one who was let in by nobody.
    announcedSince: (since, now) =>
      access.count({
        where: {
          announcedAt: { gte: since, lte: now },
          state: { not: 'noted' },
          NOT: { state: 'admitted', decidedBy: null },
        },
      }),
    noteAnnounced: async (accountIds, announcedAt) => {
      const where = { accountId: { in: [...accountIds] }, state: 'asked', announcedAt: null };
      await access.updateMany({ where, data: { announcedAt } });
    },
  };
}

async function accountsNamed({ client, dialect }: Database, username: string): Promise<bigint[]> {
  const rows = await client.$queryRawUnsafe<{ id: bigint | number }[]>(
    `SELECT id FROM (SELECT account_id AS id, username, changed_at AS seen FROM access ` +
      `UNION ALL SELECT user_id, username, last_seen_at FROM person) AS named ` +
      `WHERE LOWER(username) = LOWER(${dialect.parameter(1)}) ORDER BY seen DESC`,
    username,
  );
  return [...new Set(rows.map(({ id }) => BigInt(id)))];
}

async function ask({ client: { access } }: Database, profile: AccessProfile, now: Date): Promise<boolean> {
  const asked = { state: 'asked', until: null, changedAt: now, announcedAt: null };
  if (await createUnlessThere(() => access.create({ data: { ...profile, ...asked } }))) return true;
  const { accountId, ...shown } = profile;
  const hasEnded = { state: 'admitted', until: { lte: now } };
  const { count } = await access.updateMany({
    where: { accountId, OR: [{ state: 'noted' }, hasEnded] },
    data: { ...shown, ...asked, decidedBy: null, version: { increment: 1 } },
  });
  return count === 1;
}

async function mayTell(
  { client: { access } }: Database,
  profile: AccessProfile,
  since: Date,
  now: Date,
): Promise<boolean> {
  const noted = { state: 'noted', changedAt: now, toldAt: now };
  if (await createUnlessThere(() => access.create({ data: { ...profile, ...noted } }))) return true;
  const { count } = await access.updateMany({
    where: { accountId: profile.accountId, OR: [{ toldAt: null }, { toldAt: { lte: since } }] },
    data: { toldAt: now },
  });
  return count === 1;
}

async function note(
  { client: { access } }: Database,
  { accountId, title, username }: Parameters<AccessStore['note']>[0],
  now: Date,
): Promise<void> {
  const named = { title, username };
  const noted = { accountId, ...named, state: 'noted', changedAt: now };
  if (await createUnlessThere(() => access.create({ data: noted }))) return;
  // When something was decided stays as it is. What nobody decided about is kept while somebody asks there.
  await access.updateMany({ where: { accountId }, data: named });
  await access.updateMany({ where: { accountId, state: 'noted' }, data: { changedAt: now } });
}

/** Whether the row was created, and not there before. */
async function createUnlessThere(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function decide(
  { client }: Database,
  { accountId, state, until, seen }: AccessDecision,
  { by, at }: Act,
): Promise<AdminAction | null> {
  const decided = { state, until, decidedBy: by, changedAt: at };
  return client
    .$transaction(async (transaction) => {
      const { access } = transaction;
      const before = await access.findUnique({ where: { accountId } });
      if ((before?.version ?? 0) !== seen) return null;
      if (before) {
        const where = { accountId, version: seen };
        const { count } = await access.updateMany({ where, data: { ...decided, version: { increment: 1 } } });
        if (count === 0) return null;
      } else {
        await access.create({ data: { accountId, title: '', ...decided } });
      }
      return recordAction(transaction, {
        action: ACTIONS[state],
        target: `${ACCESS_TARGET}${accountId}`,
        before: before && stateOf(before),
        after: stateOf({ ...decided, version: seen + 1 }),
        by,
        at,
      });
    })
    .catch((error: unknown) => {
      if (isDuplicate(error)) return null;
      throw error;
    });
}

type AccessDecided = Pick<Stored, 'state' | 'until' | 'decidedBy' | 'version'>;

type Stored = Omit<AccessRow, 'state'> & { state: string };

function stateOf({ state, until, decidedBy, version }: AccessDecided): ActionState {
  const ends = until && { until: until.toISOString() };
  return { state, version, ...ends, ...(decidedBy !== null && { decidedBy: String(decidedBy) }) };
}

function toRows(rows: readonly Stored[]): AccessRow[] {
  return rows.map((row) => ({ ...row, state: row.state as AccessState }));
}
