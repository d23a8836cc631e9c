import { WORDS } from './words.js';

/** What the server knows about people and groups; set by `loadSetup`. */
export let setup;
/** The page's language and its own texts. */
export let locale = 'en';
export let words = WORDS.en;
/** The person at the screen and the open chat. */
export const place = { person: 0, chat: 0 };

/** The element with this id. */
export const $ = (id) => document.getElementById(id);

/** Reads JSON from the server; rejects when it does not answer. */
export async function fetchJson(path, options) {
  const response = await fetch(path, options);
  return await response.json();
}

/** Reads the messages and commands of the open chat. */
export function fetchChat() {
  return fetchJson(`/api/chat?${new URLSearchParams(place)}`);
}

/** Reads who is there. The person at the screen is the first one who speaks the page's language. */
export async function loadSetup() {
  useLocale(localStorage.getItem('locale') ?? locale);
  setup = await fetchJson('/api/setup');
  useLocale(localStorage.getItem('locale') ?? setup.locale);
  if (place.person === 0) {
    const { id } = personFor('user') ?? setup.people[0];
    Object.assign(place, { person: id, chat: id });
  }
}

/** Chooses the page's language; the words of the page itself are there before the server answers. */
export function useLocale(wanted) {
  locale = wanted in WORDS ? wanted : 'en';
  words = WORDS[locale];
}

/** The person of a role who speaks the page's language, or another one. */
export function personFor(role, language = locale) {
  const all = setup.people.filter((person) => person.role === role);
  return all.find(({ languageCode }) => languageCode === language) ?? all[0];
}
