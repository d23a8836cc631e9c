import { accountOfAct } from '../../localization/acts/act-account.ts';
import type { ActState } from '../../localization/acts/describe-act.ts';
import { cleanName } from '../../localization/direction.ts';
import type { AccessAccount, AccessList, Act, WebOptions } from './web-options.ts';

/** More than an admin goes through on a page; `/access` turns the pages of them all. */
const MOST_LISTED = 50;

export interface AccountJson {
  id: number;
  name: string | null;
}

/** A person or a group of the lists, in the shape of the dashboard's API. */
export interface AccessAccountJson extends AccountJson {
  username: string | null;
  since: string;
  /** Who wrote first in a group that waits, or who blocked the account; `null` where nobody is known. */
  by: AccountJson | null;
}

export interface AccessListJson {
  /** All of them, also those that are not listed here. */
  count: number;
  accounts: AccessAccountJson[];
}

export interface ActJson {
  id: string;
  at: string;
  by: AccountJson;
  action: string;
  target: string;
  /** Whom it was done to; `null` where that is no person and no group. */
  account: AccountJson | null;
  before: ActState;
  after: ActState;
  undoneBy: AccountJson | null;
}

/** Who waits to be let in, who is blocked, and what admins did last. */
export interface AccessJson {
  waiting: AccessListJson;
  blocked: AccessListJson;
  acts: ActJson[];
}

type AccessOptions = Pick<WebOptions, 'listAccess' | 'countAccess' | 'recentActs' | 'readNames'>;
type NameAccount = (id: bigint, known?: string) => AccountJson;

/** Reads all of it for the API. */
export async function readAccess(options: AccessOptions): Promise<AccessJson> {
  const [waiting, blocked, counts, acts] = await Promise.all([
    options.listAccess('asked', MOST_LISTED),
    options.listAccess('blocked', MOST_LISTED),
    options.countAccess(),
    options.recentActs(),
  ]);
  const ids = [...waiting, ...blocked].flatMap((one) => [one.accountId, deciderOf(one)]);
  const ofActs = acts.flatMap((act) => [act.adminId, act.undoneBy, accountOfAct(act.target)]);
  const names = await options.readNames([...new Set([...ids, ...ofActs])].filter((id) => id !== null));
  // What it called itself when it last wrote; of whoever never wrote again, when it asked.
  const name: NameAccount = (id, known = '') => ({
    id: Number(id),
    name: cleanName(names.get(id) ?? known) || null,
  });
  const listOf = (list: AccessList, accounts: readonly AccessAccount[]): AccessListJson => ({
    count: counts.get(list) ?? 0,
    accounts: accounts.map((account) => accountJson(account, name)),
  });
  return {
    waiting: listOf('asked', waiting),
    blocked: listOf('blocked', blocked),
    acts: acts.map((act) => actJson(act, name)),
  };
}

function accountJson(account: AccessAccount, name: NameAccount): AccessAccountJson {
  const { accountId, title, username, changedAt } = account;
  const by = deciderOf(account);
  return {
    ...name(accountId, title),
    username,
    since: changedAt.toISOString(),
    by: by === null ? null : name(by),
  };
}

/** Nobody decided about an account that waits. */
function deciderOf({ askedBy, decidedBy }: AccessAccount): bigint | null {
  return decidedBy ?? askedBy;
}

function actJson(act: Act, name: NameAccount): ActJson {
  const { id, action, target, before, after, createdAt, adminId, undoneBy } = act;
  const account = accountOfAct(act.target);
  return {
    id,
    at: createdAt.toISOString(),
    by: name(adminId),
    action,
    target,
    account: account === null ? null : name(account),
    before,
    after,
    undoneBy: undoneBy === null ? null : name(undoneBy),
  };
}
