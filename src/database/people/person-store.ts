import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { Database } from '../engine/database.ts';
import { instantText, toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** What is known of somebody who wrote to the bot. */
export interface Person {
  userId: bigint;
  firstName: string;
  username: string | null;
  /** Chosen with /language; `null` follows Telegram. */
  locale: string | null;
  telegramLanguage: string | null;
}

export interface PersonStore {
  /** Keeps the newest name and language of a person and returns them with what they chose. */
  remember(person: Omit<Person, 'locale'>, now: Date): Promise<Person>;
  find(userId: bigint): Promise<Person | null>;
  /** The names of these people, and the titles of groups by their negative ids; the unknown are left out. */
  names(userIds: readonly bigint[]): Promise<Map<bigint, string>>;
  chooseLocale(userId: bigint, locale: string): Promise<void>;
}

interface Seen extends Omit<Person, 'locale'> {
  now: Date;
}

const COLUMNS: Columns = {
  user_id: 'bigint',
  first_name: 'text',
  username: 'text',
  telegram_language: 'text',
  first_seen_at: 'time',
  last_seen_at: 'time',
};

export function createPersonStore(database: Database): PersonStore {
  const { client } = database;
  const remembering = createGroupCommit((group: readonly Seen[]) => rememberMany(database, group));
  return {
    remember: (person, now) => remembering.submit({ ...person, now }),
    find: (userId) => client.person.findUnique({ where: { userId } }),
    names: async (userIds) => {
      const people = await client.person.findMany({
        // Of a name that shows nothing, nothing is left; an id names more.
        where: { userId: { in: userIds.filter((id) => id > 0n) }, firstName: { not: '' } },
        select: { userId: true, firstName: true },
      });
      const chatIds = userIds.filter((id) => id < 0n);
      if (chatIds.length === 0) return new Map(people.map(({ userId, firstName }) => [userId, firstName]));
      const groups = await client.access.findMany({
        where: { accountId: { in: chatIds }, title: { not: '' } },
        select: { accountId: true, title: true },
      });
      return new Map([
        ...people.map(({ userId, firstName }) => [userId, firstName] as const),
        ...groups.map(({ accountId, title }) => [accountId, title] as const),
      ]);
    },
    chooseLocale: async (userId, locale) => {
      await client.person.update({ where: { userId }, data: { locale } });
    },
  };
}

interface PersonRow {
  user_id: number | bigint;
  first_name: string;
  username: string | null;
  locale: string | null;
  telegram_language: string | null;
}

async function rememberMany({ direct, dialect }: Database, group: readonly Seen[]): Promise<Person[]> {
  // A statement may change a row once. In one order, so that two replicas cannot wait for each other.
  const people = [...new Map(group.map((seen) => [seen.userId, seen])).values()];
  people.sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const names = Object.keys(COLUMNS).join(', ');
  const rows = await direct.$queryRawUnsafe<PersonRow[]>(
    `INSERT INTO person (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(COLUMNS, 1)} WHERE true ` +
      `ON CONFLICT (user_id) DO UPDATE SET first_name = excluded.first_name, username = excluded.username, ` +
      `telegram_language = excluded.telegram_language, last_seen_at = excluded.last_seen_at ` +
      `RETURNING user_id, first_name, username, locale, telegram_language`,
    toJsonRows(people.map(toRow)),
  );
  const known = new Map(rows.map((row) => [BigInt(row.user_id), row]));
  return group.map(({ userId }) => toPerson(userId, known.get(userId)));
}

function toRow({ userId, firstName, username, telegramLanguage, now }: Seen): object {
  return {
    user_id: userId,
    first_name: firstName,
    username,
    telegram_language: telegramLanguage,
    first_seen_at: instantText(now),
    last_seen_at: instantText(now),
  };
}

function toPerson(userId: bigint, row: PersonRow | undefined): Person {
  if (!row) throw new Error('a person who was remembered has no row');
  return {
    userId,
    firstName: row.first_name,
    username: row.username,
    locale: row.locale,
    telegramLanguage: row.telegram_language,
  };
}
