import { act } from './actions.js';
import { $, fetchChat, place, setup, words } from './place.js';
import { element } from './render-message.js';

const unread = new Map();

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
  unread.delete(place.chat);
  const entries = setup.people.flatMap((person) => [
    placeButton(person.id, person.id, person.name, words.roles[person.role] ?? words.private, open),
    ...setup.groups
      .filter(({ members }) => members.includes(person.id))
      .map(({ id, title }) => placeButton(person.id, id, title, person.name, open)),
  ]);
  $('places').replaceChildren(...entries);
  const current = $('places').querySelector('[aria-current="true"]');
  // On a phone the list is a row, whose end may be out of sight.
  if (current)
    $('places').scrollTo({ left: current.offsetLeft - ($('places').clientWidth - current.offsetWidth) / 2 });
}

/** Marks a chat in which something new arrived while another one is open. */
export function noteUnread(chat) {
  unread.set(chat, (unread.get(chat) ?? 0) + 1);
  for (const entry of $('places').querySelectorAll(`[data-chat="${chat}"]`)) showBadge(entry, chat);
}

function placeButton(person, chat, name, note, open) {
  const created = element('button', chat < 0 ? 'place group' : 'place');
  created.type = 'button';
  created.dataset.chat = chat;
  created.append(element('b', '', name), element('small', '', note));
  created.setAttribute('aria-current', String(person === place.person && chat === place.chat));
  created.addEventListener('click', () => void open(person, chat));
  showBadge(created, chat);
  return created;
}

function showBadge(entry, chat) {
  entry.querySelector('.badge')?.remove();
  const count = unread.get(chat);
  if (!count) return;
  const badge = element('span', 'badge', words.number(count));
  badge.title = words.unread;
  entry.append(badge);
}
