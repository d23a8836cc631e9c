import { act } from './actions.js';
import { follow, followTo, keepEnd } from './follow.js';
import { $, fetchChat, locale, place, words } from './place.js';
import { renderMessage } from './render-message.js';
import { startReply } from './replying.js';
import { showSuggestions } from './suggestions.js';

const drafts = new Map();

/** Shows a message or draft at its place; an edited one where it was. */
export function showMessage(message) {
  const list = $('messages');
  const item = renderMessage(message, contextOf());
  // A picture has no height before it is there.
  item.querySelector('img')?.addEventListener('load', () => followTo(item, { isDraft: false }));
  const old = list.querySelector(`li[data-id="${item.dataset.id}"]`);
  if (old) old.replaceWith(item);
  else list.append(item);
  if (message.draft) drafts.set(message.draft.id, item);
  // Drafts stay below all messages.
  for (const draft of drafts.values()) list.append(draft);
  showSuggestions();
  if (isOwn(message)) follow();
  else if (!old) followTo(item, { isDraft: drafts.size > 0 });
  else if (message.draft || item === list.lastElementChild) keepEnd();
}

/** Removes a message. */
export function removeMessage(id) {
  $('messages').querySelector(`li[data-id="${id}"]`)?.remove();
}

/** Removes a draft, stopped or done. */
export function removeDraft(id) {
  drafts.delete(id);
  removeMessage(`draft-${id}`);
}

/** Reads the open chat and shows all of it; returns its commands. */
export async function showChat() {
  const { messages, commands } = await fetchChat();
  drafts.clear();
  $('messages').replaceChildren();
  for (const message of messages) showMessage(message);
  showSuggestions();
  follow();
  return commands;
}

function contextOf() {
  return { ...place, words, locale, inGroup: place.chat < 0, act: { ...act, reply: startReply } };
}

function isOwn({ by, from }) {
  return by === 'user' && from.id === place.person;
}
