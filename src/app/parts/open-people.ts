import type { Config } from '../../config/config.ts';
import { createPersonStore, type PersonStore } from '../../database/people/person-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { createLanguageFor } from '../../telegram/people/language-for.ts';
import { loadLanguages, type Languages } from '../../telegram/people/languages.ts';
import { createPeople, type People } from '../../telegram/people/people.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { Services } from '../services/open-services.ts';

/** Persons, and the language that the bot uses with each of them. */
export interface OpenedPeople {
  persons: PersonStore;
  people: People;
  languages: Languages;
  languageFor: ReturnType<typeof createLanguageFor>;
}

export interface OpenPeopleOptions {
  services: Services;
  config: Pick<Config, 'defaultLocale' | 'timeZone'>;
  tolerate: DatabaseWatch['tolerate'];
  clock: Clock;
  logger: Logger;
}

/** Opens the persons and the catalogues of their languages. */
export function openPeople({ services, config, tolerate, clock, logger }: OpenPeopleOptions): OpenedPeople {
  const { defaultLocale, timeZone } = config;
  const languages = loadLanguages(defaultLocale, timeZone, (problem) =>
    logger.error({ problem }, 'a text could not be translated'),
  );
  const persons = createPersonStore(services.database);
  const people = createPeople(persons, clock, defaultLocale, tolerate);
  const languageFor = createLanguageFor({ languages, people, settings: services.settings });
  return { persons, people, languages, languageFor };
}
