import { showToast } from './actions.js';
import { noteStep } from './guide.js';
import { noteUnread, refreshCommands } from './menus.js';
import { removeDraft, removeMessage, showMessage } from './messages.js';
import { $, place, setup, words } from './place.js';

let typingTimer;

const HANDLERS = {
  message({ message }) {
    if (message.by === 'bot') setStatus('');
    showMessage(message);
  },
  edited: ({ message }) => showMessage(message),
  deleted: ({ messageId }) => removeMessage(messageId),
  draft: ({ message }) => showMessage(message),
  'draft-ended': ({ draftId }) => removeDraft(draftId),
  typing: showTyping,
  'callback-answer'({ userId, answer }) {
    if (userId !== place.person || !answer.text) return;
    if (answer.alert) window.alert(answer.text);
    else showToast(answer.text);
  },
};

/** Shows what happens as it happens; `onReturn` is called when the connection is back after it was lost. */
export function listen(onReturn) {
  const events = new EventSource('/api/events');
  events.addEventListener('open', () => {
    if (document.body.dataset.connection === 'lost') onReturn();
    document.body.dataset.connection = 'open';
    setStatus('');
  });
  events.addEventListener('error', () => {
    document.body.dataset.connection = 'lost';
    setStatus(words.lost);
  });
  events.addEventListener('message', ({ data }) => receive(JSON.parse(data)));
}

/** The line below the title; without a text, what the chat is. */
export function setStatus(text) {
  const isLost = document.body.dataset.connection === 'lost';
  $('status').textContent = isLost
    ? words.lost
    : text || (place.chat < 0 ? `@${setup.bot.username}` : words.bot);
}

function receive(event) {
  noteStep(event);
  if (event.type === 'commands') void refreshCommands();
  else if (event.chatId === place.chat) HANDLERS[event.type]?.(event);
  else if (event.type === 'message' && event.message.by === 'bot') noteUnread(event.chatId);
}

function showTyping() {
  setStatus(`${setup.bot.name} ${words.typing}`);
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => setStatus(''), 5000);
}
