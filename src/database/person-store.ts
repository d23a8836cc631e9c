import type { Database } from './open-database.ts';

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
  /** The names of these people; the unknown are left out. */
  names(userIds: readonly bigint[]): Promise<Map<bigint, string>>;
  chooseLocale(userId: bigint, locale: string): Promise<void>;
}

export function createPersonStore({ client }: Database): PersonStore {
  return {
    remember: ({ userId, ...known }, now) =>
      client.person.upsert({
        where: { userId },
        create: { userId, ...known, firstSeenAt: now, lastSeenAt: now },
        update: { ...known, lastSeenAt: now },
      }),
    find: (userId) => client.person.findUnique({ where: { userId } }),
    names: async (userIds) => {
      const people = await client.person.findMany({
        where: { userId: { in: [...userIds] } },
        select: { userId: true, firstName: true },
      });
      return new Map(people.map((person) => [person.userId, person.firstName]));
    },
    chooseLocale: async (userId, locale) => {
      await client.person.update({ where: { userId }, data: { locale } });
    },
  };
}
