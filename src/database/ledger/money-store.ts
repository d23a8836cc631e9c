import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { PseudonymOf } from '../../foundation/pseudonym.ts';
import type { BookingRow, MoneyScope } from '../totals/ledger-rows.ts';
import { LIMIT_PREFIX, limitInForce, RAISE_PREFIX, readLimit } from '../totals/limit-settings.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** What a booking may cost: its share of every budget in money that applies, or the budget that has no room. */
export type MoneyGrant = { granted: PicoUsd } | { refusedBy: MoneyScope };

interface Account {
  scope: MoneyScope;
  spent: PicoUsd;
  /** What admins set says now, whatever the claim was made of; `null` is no limit. */
  limit: PicoUsd | null;
}

const SCOPE_COLUMNS: Columns = {
  scope: 'text',
  date: 'date',
  until: 'date',
  kind: 'text',
  user_id: 'bigint',
  pseudonym: 'text',
  chat_id: 'bigint',
  provider: 'text',
};
const HOLD_COLUMNS: Columns = { request_id: 'uuid', scope: 'text', date: 'date', held_pico_usd: 'bigint' };

/**
 * Lets one transaction at a time decide about each budget: whoever waits then reads what the holder booked. All take
 * their locks in one order, so that no two wait for each other.
 */
async function lockScopes(
  connection: Connection,
  { engine, dialect }: Database,
  scopes: readonly MoneyScope[],
): Promise<void> {
  if (engine !== 'postgresql') return;
  await connection.$queryRawUnsafe(
    `SELECT COUNT(pg_advisory_xact_lock(hashtextextended(o.scope, 0))) FROM (` +
      `SELECT scope FROM ${dialect.rowsFromJson({ scope: 'text' }, 1)} ORDER BY scope) AS o`,
    toJsonRows(scopes.map(({ key, date }) => ({ scope: `budget ${key} ${date}` }))),
  );
}

/** Decides every booking that has budgets in money, in order, and holds what it grants until it is settled. */
export async function grantMoney(
  connection: Connection,
  database: Database,
  pseudonymOf: PseudonymOf,
  bookings: readonly BookingRow[],
): Promise<Map<string, MoneyGrant>> {
  const claims = bookings.filter(({ money }) => money);
  const grants = new Map<string, MoneyGrant>();
  if (claims.length === 0) return grants;
  const scopes = distinct(claims.flatMap(({ money }) => money?.scopes ?? []));
  await lockScopes(connection, database, scopes);
  const accounts = await readAccounts(connection, database, pseudonymOf, scopes);
  for (const booking of claims) grants.set(booking.id, decide(booking, accounts));
  return grants;
}

/** Keeps what was granted, for the requests that were booked. */
export async function holdMoney(
  connection: Connection,
  { dialect }: Database,
  booked: readonly BookingRow[],
  grants: ReadonlyMap<string, MoneyGrant>,
): Promise<void> {
  const rows = booked.flatMap(({ id, money }) => {
    const grant = grants.get(id);
    if (!money || !grant || !('granted' in grant)) return [];
    return money.scopes.map(({ key, date }) => ({
      request_id: id,
      scope: key,
      date,
      held_pico_usd: grant.granted,
    }));
  });
  if (rows.length === 0) return;
  const names = Object.keys(HOLD_COLUMNS).join(', ');
  await connection.$executeRawUnsafe(
    `INSERT INTO budget_hold (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(HOLD_COLUMNS, 1)} ` +
      `WHERE true ON CONFLICT (request_id, scope) DO NOTHING`,
    toJsonRows(rows),
  );
}

/** Frees what these requests held: what they cost is in the totals now. */
export async function releaseMoney(
  connection: Connection,
  { dialect }: Database,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await connection.$executeRawUnsafe(
    `DELETE FROM budget_hold WHERE request_id IN (SELECT r.id FROM ${dialect.rowsFromJson({ id: 'uuid' }, 1)})`,
    toJsonRows(ids.map((id) => ({ id }))),
  );
}

function decide({ money }: BookingRow, accounts: ReadonlyMap<string, Account>): MoneyGrant {
  const own = (money?.scopes ?? []).map((scope) => ({ scope, account: accounts.get(nameOf(scope)) }));
  const { minimumPicoUsd = 0n, wantedPicoUsd = 0n } = money ?? {};
  let granted = wantedPicoUsd;
  for (const { scope, account } of own) {
    if (!account || account.limit === null) continue;
    const room = account.limit - account.spent;
    if (room < minimumPicoUsd || room <= 0n) return { refusedBy: { ...scope, limitPicoUsd: account.limit } };
    if (room < granted) granted = room;
  }
  for (const { account } of own) if (account) account.spent += granted;
  return { granted };
}

/**
 * What is spent and held of each budget, and its limit, in one statement: a settlement moves an amount from one to the
 * other, and an admin of another replica may have changed the limit since this one read it.
 */
async function readAccounts(
  connection: Connection,
  database: Database,
  pseudonymOf: PseudonymOf,
  scopes: readonly MoneyScope[],
): Promise<Map<string, Account>> {
  const rows = await connection.$queryRawUnsafe<AccountRow[]>(
    spentSql(database),
    toJsonRows(scopes.map((scope) => scopeRow(scope, pseudonymOf))),
  );
  const found = new Map(rows.map((row) => [`${row.date}/${row.scope}`, row]));
  return new Map(scopes.map((scope) => [nameOf(scope), toAccount(scope, found.get(nameOf(scope)))]));
}

interface AccountRow {
  scope: string;
  date: Day;
  spent: string;
  /** The settings that admins made, as texts. */
  own: string | null;
  raised: string | null;
}

function toAccount(scope: MoneyScope, row: AccountRow | undefined): Account {
  const limit = limitInForce(scope.usualPicoUsd, readLimit(row?.own), readLimit(row?.raised));
  return { scope, spent: BigInt(row?.spent ?? 0), limit };
}

/** The other id of a group that became a supergroup, whichever of them asks. */
const KIN =
  'SELECT c.chat_id AS id FROM chat c WHERE c.moved_to = r.chat_id ' +
  'UNION ALL SELECT c.moved_to FROM chat c WHERE c.chat_id = r.chat_id AND c.moved_to IS NOT NULL';

/** The budgets in the first parameter, each with what is spent and held of it. */
function spentSql({ dialect }: Pick<Database, 'dialect'>): string {
  const cost = 't.cost_pico_usd';
  const inPeriod = 't.date >= r.date AND t.date < r.until';
  const user = sum(cost, `ai_usage_user_summary t WHERE t.user_id = r.user_id AND ${inPeriod}`);
  const forgotten = sum(cost, `forgotten_use t WHERE t.pseudonym = r.pseudonym AND ${inPeriod}`);
  const group = sum(cost, `ai_usage_chat_summary t WHERE t.chat_id = r.chat_id AND ${inPeriod}`);
  const moved = sum(cost, `ai_usage_chat_summary t WHERE t.chat_id IN (${KIN}) AND ${inPeriod}`);
  const movedHeld = sum(
    'h.held_pico_usd',
    `budget_hold h WHERE h.scope IN (SELECT 'group/' || k.id FROM (${KIN}) AS k) AND h.date = r.date`,
  );
  const provider = sum(cost, `ai_usage_summary t WHERE t.provider = r.provider AND ${inPeriod}`);
  const all = sum(cost, `ai_usage_summary t WHERE ${inPeriod}`);
  const held = sum('h.held_pico_usd', 'budget_hold h WHERE h.scope = r.scope AND h.date = r.date');
  return (
    `SELECT r.scope AS scope, ${dialect.dayText('r.date')} AS date, CAST(${held} + CASE r.kind ` +
    `WHEN 'user' THEN ${user} + ${forgotten} WHEN 'group' THEN ${group} + ${moved} + ${movedHeld} WHEN 'provider' THEN ${provider} ` +
    `ELSE ${all} END AS text) AS spent, ${setting(`'${LIMIT_PREFIX}' || r.scope`)} AS own, ` +
    `${setting(`'${RAISE_PREFIX}' || r.scope || '/' || ${dialect.dayText('r.date')}`)} AS raised ` +
    `FROM ${dialect.rowsFromJson(SCOPE_COLUMNS, 1)}`
  );
}

function setting(key: string): string {
  return `(SELECT s.value FROM setting s WHERE s.key = ${key})`;
}

function sum(column: string, from: string): string {
  return `COALESCE((SELECT SUM(${column}) FROM ${from}), 0)`;
}

function scopeRow({ key, kind, date, until, id }: MoneyScope, pseudonymOf: PseudonymOf): object {
  return {
    scope: key,
    date,
    until,
    kind,
    user_id: kind === 'user' ? BigInt(id) : null,
    pseudonym: kind === 'user' ? pseudonymOf(BigInt(id), date) : null,
    chat_id: kind === 'group' ? BigInt(id) : null,
    provider: kind === 'provider' ? id : null,
  };
}

function nameOf({ key, date }: Pick<MoneyScope, 'key' | 'date'>): string {
  return `${date}/${key}`;
}

/** Each budget once. */
function distinct(scopes: readonly MoneyScope[]): MoneyScope[] {
  return [...new Map(scopes.map((scope) => [nameOf(scope), scope])).values()];
}

/** Reads what is spent and held of budgets, for reports and alerts. */
export async function readMoneySpent(
  database: Database,
  pseudonymOf: PseudonymOf,
  scopes: readonly MoneyScope[],
): Promise<PicoUsd[]> {
  if (scopes.length === 0) return [];
  const accounts = await readAccounts(database.client, database, pseudonymOf, scopes);
  return scopes.map((scope) => accounts.get(nameOf(scope))?.spent ?? 0n);
}
