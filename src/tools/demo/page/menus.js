import { act } from './actions.js';
import { $, fetchChat, place, setup, words } from './place.js';
import { element } from './render-message.js';

/** Reads the commands again after the bot changed them. */
export async function refreshCommands() {
  const { commands } = await fetchChat();
  showCommands(commands);
}

/** Fills the command menu. */
export function showCommands(commands) {
  const items = commands.map(({ command, description }) => {
    const item = element('button', 'command');
    item.type = 'button';
    item.append(element('code', '', `/${command}`), element('span', '', description));
    item.addEventListener('click', () => {
      $('commands').hidden = true;
      void act.command(`/${command}`);
    });
    return item;
  });
  $('commands').replaceChildren(...(items.length > 0 ? items : [element('p', '', words.noCommands)]));
}

/** Lists all people and groups; `open` is called with the chosen person and chat. */
export function showPlaces(open) {
  const entries = setup.people.flatMap((person) => [
    placeButton(person.id, person.id, person.name, person.note ?? words.private, open),
    ...setup.groups
      .filter(({ members }) => members.includes(person.id))
      .map(({ id, title }) => placeButton(person.id, id, title, person.name, open)),
  ]);
  $('places').replaceChildren(...entries);
}

function placeButton(person, chat, name, note, open) {
  const created = element('button', chat < 0 ? 'place group' : 'place');
  created.type = 'button';
  created.append(element('b', '', name), element('small', '', note));
  created.setAttribute('aria-current', String(person === place.person && chat === place.chat));
  created.addEventListener('click', () => void open(person, chat));
  return created;
}
