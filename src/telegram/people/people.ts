import type { User } from 'grammy/types';
import type { Person, PersonStore } from '../../database/people/person-store.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';
import { cleanName } from '../../localization/direction.ts';
import { resolveLocale, type Locale } from '../../localization/locale.ts';
import { looksPersian } from '../../localization/looks-persian.ts';

export interface People {
  /** Notes that this person wrote, and `text` if anything, and returns the language to answer in. */
  localeOf(user: User, text: string): Promise<Locale>;
  /** The language of somebody who may never have written. */
  localeOfId(userId: number): Promise<Locale>;
  /** The same from what this process knows already: keeps nothing and asks nobody. */
  guessLocale(user: User, text: string): Locale;
  /** The language that somebody chose, if they did. */
  chosenLocaleOf(userId: number): Promise<Locale | null>;
  chooseLocale(user: User, locale: Locale): Promise<void>;
  /** Forgets what this process knows of somebody whom the database has forgotten. */
  forget(userId: number): void;
}

/** The result of the work, or the fallback while the database is away. */
type Tolerate = <Result>(work: () => Promise<Result>, fallback: Result) => Promise<Result>;

interface Known {
  person: Person;
  readAt: number;
}

/** Another replica may have changed a person's choice; a minute later everybody knows. */
const TRUST_MS = 60_000;
const MOST_KNOWN = 10_000;
/** Languages in the letters of Persian: who has Telegram in one of them writes that. */
const SHARES_LETTERS = /^(?:ar|ckb|ku|ps|sd|ug|ur)\b/i;

/** People as the database knows them, remembered for a minute so that a chat costs no write for each message. */
export function createPeople(
  store: PersonStore,
  clock: Clock,
  defaultLocale: Locale,
  tolerate: Tolerate,
): People {
  const known = createBoundedMap<number, Known>(MOST_KNOWN);
  /** Of the few whose language was asked for by their id. */
  const locales = createBoundedMap<number, Locale>(MOST_KNOWN);

  const remember = async (user: User): Promise<Person> => {
    const now = clock.now();
    const cached = known.get(user.id);
    if (cached && now.getTime() - cached.readAt < TRUST_MS && !changed(cached.person, user))
      return cached.person;
    const person = await tolerate(() => store.remember(profileOf(user), now), null);
    // What was known before the database went away beats a guess, and is not to be trusted for longer.
    if (!person) return cached?.person ?? { ...profileOf(user), locale: null };
    known.set(user.id, { person, readAt: now.getTime() });
    return person;
  };

  return {
    localeOf: async (user, text) => localeFor(await remember(user), defaultLocale, text),
    localeOfId: async (userId) => {
      const person = await tolerate(() => store.find(BigInt(userId)), null);
      if (person) locales.set(userId, localeFor(person, defaultLocale));
      // While the database is away, as it was when somebody last asked.
      return locales.get(userId) ?? localeFor(known.get(userId)?.person ?? null, defaultLocale);
    },
    chosenLocaleOf: async (userId) =>
      resolveLocale((await tolerate(() => store.find(BigInt(userId)), null))?.locale),
    guessLocale: (user, text) =>
      localeFor(known.get(user.id)?.person ?? { ...profileOf(user), locale: null }, defaultLocale, text),
    chooseLocale: async (user, locale) => {
      // Whom another replica forgot meanwhile is not there to choose anything.
      known.delete(user.id);
      await remember(user);
      await store.chooseLocale(BigInt(user.id), locale);
      locales.delete(user.id);
      known.delete(user.id);
    },
    forget: (userId) => {
      known.delete(userId);
      locales.delete(userId);
    },
  };
}

/** What was chosen; else Persian for who writes it, in whatever language Telegram is; else that language. */
function localeFor(person: Person | null, defaultLocale: Locale, text = ''): Locale {
  const chosen = resolveLocale(person?.locale);
  if (chosen) return chosen;
  const { telegramLanguage } = person ?? {};
  if (!SHARES_LETTERS.test(telegramLanguage ?? '') && looksPersian(text)) return 'fa';
  return resolveLocale(telegramLanguage) ?? defaultLocale;
}

function profileOf(user: User): Omit<Person, 'locale'> {
  return {
    userId: BigInt(user.id),
    // Cleaned here, once, for everything that shows it.
    firstName: cleanName([user.first_name, user.last_name].filter(Boolean).join(' ')),
    username: user.username ?? null,
    telegramLanguage: user.language_code ?? null,
  };
}

function changed(person: Person, user: User): boolean {
  const profile = profileOf(user);
  return (
    person.firstName !== profile.firstName ||
    person.username !== profile.username ||
    person.telegramLanguage !== profile.telegramLanguage
  );
}
