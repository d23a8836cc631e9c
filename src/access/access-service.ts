import type {
  AccessDecision,
  AccessProfile,
  AccessRow,
  AccessStore,
} from '../database/admin/access-store.ts';
import type { AdminAction, AdminActionStore } from '../database/admin/admin-action-store.ts';
import type { UndoResult } from '../database/admin/undo-action.ts';
import type { Act } from '../database/admin/user-budget-store.ts';
import { createBoundedMap } from '../foundation/bounded-map.ts';
import type { Clock } from '../foundation/clock.ts';
import { decideAccess, type AccessRules, type AccessVerdict, type Asker } from './decide-access.ts';

/** `unsure`: the database is away, and this process does not know the account. */
export type Access = AccessVerdict | 'unsure';

/** What somebody who is not let in hears; `nothing`: they were told within the hour. */
export type Refusal = 'asked' | 'still_waiting' | 'closed' | 'nothing';

export interface AccessService {
  readonly rules: AccessRules;
  /** Whether somebody is answered. Never rejects because the database is away. */
  check(asker: Asker): Promise<Access>;
  /** Lets an account ask the admins, where that is possible; tells what its person is to hear. */
  refuse(profile: AccessProfile): Promise<Refusal>;
  /** Notes how a group that is let in calls itself: reports name it. Never rejects because the database is away. */
  note(profile: AccessProfile): Promise<void>;
  /** What is known of an account, read now. */
  read(accountId: bigint): Promise<AccessRow | null>;
  /** Does what an admin decided; `null` when another admin was quicker. */
  decide(decision: AccessDecision, by: bigint): Promise<AdminAction | null>;
  undo(actionId: string, by: bigint): Promise<{ type: UndoResult; action: AdminAction } | null>;
  /** A group has a new id. */
  migrate(from: bigint, to: bigint): Promise<void>;
}

export interface AccessServiceOptions {
  rules: AccessRules;
  store: AccessStore;
  actions: Pick<AdminActionStore, 'find'>;
  undoAction: (action: AdminAction, act: Act) => Promise<UndoResult>;
  /** The result of the work, or the fallback while the database is away. */
  tolerate: <Result>(work: () => Promise<Result>, fallback: Result) => Promise<Result>;
  /** Called when somebody asks who did not wait before. */
  onAsked: () => void;
  clock: Clock;
}

/** How long a replica may take to see what an admin decided on another one. */
const TRUST_MS = 10_000;
const MOST_KNOWN = 20_000;
/** Whoever is not let in is told once in this time. */
const TELL_AGAIN_MS = 3_600_000;

/** A group's name is written again after this time, so that the clean-up sees that somebody asks there. */
const NOTE_AGAIN_MS = 3_600_000;

interface Known {
  row: AccessRow | null;
  readAt: number;
}

/** Knows who is let in, and lets others ask. */
export function createAccessService(options: AccessServiceOptions): AccessService {
  const { rules, store, tolerate, clock } = options;
  const known = createBoundedMap<bigint, Known>(MOST_KNOWN);
  const note = createNote(options);

  /** `false`: some of them could not be read, and nothing is remembered of them. */
  const readRows = async (accountIds: readonly bigint[]): Promise<boolean> => {
    const now = clock.monotonicMs();
    const isFresh = (id: bigint) => now - (known.get(id)?.readAt ?? -Infinity) < TRUST_MS;
    const stale = accountIds.filter((id) => !isFresh(id));
    if (stale.length === 0) return true;
    const rows = await tolerate(() => store.find(stale), null);
    if (rows === null) return accountIds.every((id) => known.has(id));
    for (const id of stale)
      known.set(id, { row: rows.find((row) => row.accountId === id) ?? null, readAt: now });
    return true;
  };
  const rowsOf = (accountIds: readonly bigint[]): Map<bigint, AccessRow> =>
    new Map(accountIds.flatMap((id) => (known.get(id)?.row ? [[id, known.get(id)?.row as AccessRow]] : [])));

  return {
    rules,
    check: async (asker) => {
      if (rules.adminIds.includes(asker.personId)) return 'admitted';
      const ids = [asker.personId, ...(asker.groupId === null ? [] : [asker.groupId])].map(BigInt);
      const isKnown = await readRows(ids);
      const verdict = decideAccess(asker, rowsOf(ids), rules, clock.now());
      return verdict === 'unknown' && !isKnown ? 'unsure' : verdict;
    },
    refuse: async (profile) => {
      const now = clock.now();
      const hourAgo = new Date(now.getTime() - TELL_AGAIN_MS);
      const isNew = rules.mode === 'request' && (await store.ask(profile, now));
      known.delete(profile.accountId);
      const mayTell = await store.mayTell(profile, hourAgo, now);
      if (isNew) options.onAsked();
      if (isNew) return 'asked';
      if (!mayTell) return 'nothing';
      return rules.mode === 'request' ? 'still_waiting' : 'closed';
    },
    note,
    read: async (accountId) => (await store.find([accountId]))[0] ?? null,
    decide: async (decision, by) => {
      const action = await store.decide(decision, { by, at: clock.now() });
      known.delete(decision.accountId);
      return action;
    },
    undo: async (actionId, by) => {
      const action = await options.actions.find(actionId);
      if (!action) return null;
      const type = await options.undoAction(action, { by, at: clock.now() });
      known.clear();
      return { type, action: (await options.actions.find(actionId)) ?? action };
    },
    migrate: async (from, to) => {
      const isAllowed = rules.allowedIds.includes(Number(from));
      await tolerate(() => store.migrate({ from, to, isAllowed, now: clock.now() }), undefined);
      for (const id of [from, to]) known.delete(id);
    },
  };
}

/** Writes a name when it is new, and once in a while. */
function createNote({ store, tolerate, clock }: AccessServiceOptions): AccessService['note'] {
  const noted = createBoundedMap<bigint, { name: string; at: number }>(MOST_KNOWN);
  return async ({ accountId, title, username }) => {
    const name = `${title} ${username ?? ''}`;
    const before = noted.get(accountId);
    const at = clock.monotonicMs();
    if (title === '' || (before?.name === name && at - before.at < NOTE_AGAIN_MS)) return;
    noted.set(accountId, { name, at });
    const isNoted = await tolerate(async () => {
      await store.note({ accountId, title, username }, clock.now());
      return true;
    }, false);
    if (!isNoted) noted.delete(accountId);
  };
}
