import { WORDS } from './words.js';

/** What the server knows about people, groups and the language. */
export const setup = await fetchJson('/api/setup');
/** The page's own texts in its language. */
export const words = WORDS[setup.locale];
/** The person at the screen and the open chat. */
export const place = { person: setup.people[0].id, chat: setup.people[0].id };

/** The element with this id. */
export const $ = (id) => document.getElementById(id);

/** Reads JSON from the server. */
export async function fetchJson(path, options) {
  const response = await fetch(path, options);
  return await response.json();
}

/** Reads the messages and commands of the open chat. */
export function fetchChat() {
  return fetchJson(`/api/chat?${new URLSearchParams(place)}`);
}
