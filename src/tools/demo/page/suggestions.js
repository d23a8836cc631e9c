import { act } from './actions.js';
import { $, locale, place, setup, words } from './place.js';
import { element } from './render-message.js';
import { SUGGESTIONS } from './words.js';

/** Offers something to write while nobody has written in the open chat. */
export function showSuggestions() {
  const isEmpty = $('messages').querySelector('li.own:not([data-start])') === null;
  $('suggestions').hidden = !isEmpty;
  const hasMessages = $('messages').childElementCount > 0;
  if (!isEmpty) return;
  const hint = hasMessages ? [] : [element('p', '', words.empty)];
  $('suggestions').replaceChildren(...hint, ...suggestionsFor().map(suggestion));
}

function suggestionsFor() {
  const person = setup.people.find(({ id }) => id === place.person);
  const texts = SUGGESTIONS[person?.languageCode ?? locale];
  if (place.chat < 0) return texts.group.map((text) => text.replace('@bot', `@${setup.bot.username}`));
  return texts[person?.role ?? 'user'];
}

function suggestion(text) {
  const created = element('button', 'suggestion', text);
  created.type = 'button';
  created.dir = 'auto';
  created.addEventListener('click', () => void act.command(text));
  return created;
}
