import { act, showToast, upload } from './actions.js';
import { refreshCommands, showCommands, showPlaces } from './menus.js';
import { $, fetchChat, place, setup, words } from './place.js';
import { renderMessage } from './render-message.js';

const drafts = new Map();
let typingTimer;

function show(message) {
  const list = $('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const context = { ...place, words, locale: setup.locale, inGroup: place.chat < 0, act };
  const item = renderMessage(message, context);
  const old = list.querySelector(`li[data-id="${item.dataset.id}"]`);
  if (old) old.replaceWith(item);
  else list.append(item);
  if (message.draft) drafts.set(message.draft.id, item);
  // Drafts stay below all messages.
  for (const draft of drafts.values()) list.append(draft);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function removeItem(id) {
  $('messages').querySelector(`li[data-id="${id}"]`)?.remove();
}

function setStatus(text) {
  const inGroup = place.chat < 0;
  $('status').textContent = text || (inGroup ? `@${setup.bot.username}` : words.bot);
}

function showTyping() {
  setStatus(`${setup.bot.name} ${words.typing}`);
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => setStatus(''), 5000);
}

const HANDLERS = {
  message({ message }) {
    if (message.by === 'bot') setStatus('');
    show(message);
  },
  edited: ({ message }) => show(message),
  deleted: ({ messageId }) => removeItem(messageId),
  draft: ({ message }) => show(message),
  'draft-ended'({ draftId }) {
    drafts.delete(draftId);
    removeItem(`draft-${draftId}`);
  },
  typing: showTyping,
  'callback-answer'({ userId, answer }) {
    if (userId !== place.person || !answer.text) return;
    if (answer.alert) window.alert(answer.text);
    else showToast(answer.text);
  },
};

async function openChat(person, chat) {
  Object.assign(place, { person, chat });
  drafts.clear();
  $('commands').hidden = true;
  showPlaces(openChat);
  const group = setup.groups.find(({ id }) => id === chat);
  $('title').textContent = group?.title ?? setup.bot.name;
  setStatus('');
  const { messages, commands } = await fetchChat();
  $('messages').replaceChildren();
  for (const message of messages) show(message);
  $('messages').scrollTop = $('messages').scrollHeight;
  showCommands(commands);
}

function sendText() {
  const text = $('text').value.trim();
  $('text').value = '';
  if (text) void act.command(text);
}

function dressPage() {
  document.documentElement.lang = setup.locale;
  document.documentElement.dir = setup.locale === 'fa' ? 'rtl' : 'ltr';
  document.title = words.title;
  $('text').placeholder = words.placeholder;
  for (const [id, label] of Object.entries({
    send: words.send,
    menu: words.menu,
    attach: words.photo,
    voice: words.voice,
    theme: words.theme,
  })) {
    $(id).title = label;
    $(id).setAttribute('aria-label', label);
  }
}

function listen() {
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    sendText();
  });
  $('text').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  $('menu').addEventListener('click', () => ($('commands').hidden = !$('commands').hidden));
  $('theme').addEventListener('click', () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  });
  $('voice').addEventListener(
    'click',
    () => void upload('/api/voice', new Blob(['OggS demo voice']), 'audio/ogg'),
  );
  $('photo').addEventListener('change', () => {
    const [file] = $('photo').files;
    if (file) void upload('/api/photo', file, file.type);
    $('photo').value = '';
  });
  const events = new EventSource('/api/events');
  events.addEventListener('error', () => showToast(words.lost));
  events.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === 'commands') void refreshCommands();
    else if (event.chatId === place.chat) HANDLERS[event.type]?.(event);
  });
}

dressPage();
listen();
await openChat(place.person, place.chat);
