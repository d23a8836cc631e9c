import { element, renderMessage } from './render-message.js';
import { WORDS } from './words.js';

const $ = (id) => document.getElementById(id);
const setup = await fetchJson('/api/setup');
const words = WORDS[setup.locale];
/** Who is sitting at the screen, and in which chat. */
const place = { person: setup.people[0].id, chat: setup.people[0].id };
const drafts = new Map();
let typingTimer;
let toastTimer;

async function fetchJson(path, options) {
  const response = await fetch(path, options);
  return await response.json();
}

async function post(path, body) {
  const headers = { 'x-chat-page': '1', 'content-type': 'application/json' };
  const result = await fetchJson(path, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...place, ...body }),
  });
  if (result.error) showToast(result.error);
}

async function upload(path, content, contentType) {
  const headers = { 'x-chat-page': '1', 'content-type': contentType };
  await fetchJson(`${path}?${new URLSearchParams(place)}`, { method: 'POST', headers, body: content });
}

const act = {
  command: (text) => post('/api/say', { text }),
  stop: () => post('/api/stop', {}),
  miniApp: (message, key) =>
    `/mini-app?${new URLSearchParams({ person: place.person, message: message.id, button: key.text })}`,
  async press(message, key) {
    if (key.kind === 'callback') await post('/api/press', { message: message.id, button: key.value });
    else if (key.kind === 'copy') await copy(key.value);
    else if (/^https?:/.test(key.value)) window.open(key.value, '_blank', 'noopener,noreferrer');
  },
};

async function copy(text) {
  await navigator.clipboard.writeText(text);
  showToast(words.copied);
}

function showToast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => ($('toast').hidden = true), 3500);
}

function show(message) {
  const list = $('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const context = { ...place, words, locale: setup.locale, inGroup: place.chat < 0, act };
  const item = renderMessage(message, context);
  const old = list.querySelector(`li[data-id="${item.dataset.id}"]`);
  if (old) old.replaceWith(item);
  else list.append(item);
  if (message.draft) drafts.set(message.draft.id, item);
  // What is still being written stays below everything that was said.
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
  showPlaces();
  const group = setup.groups.find(({ id }) => id === chat);
  $('title').textContent = group?.title ?? setup.bot.name;
  setStatus('');
  const { messages, commands } = await fetchJson(`/api/chat?${new URLSearchParams(place)}`);
  $('messages').replaceChildren();
  for (const message of messages) show(message);
  $('messages').scrollTop = $('messages').scrollHeight;
  showCommands(commands);
}

async function refreshCommands() {
  const { commands } = await fetchJson(`/api/chat?${new URLSearchParams(place)}`);
  showCommands(commands);
}

function showCommands(commands) {
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

function showPlaces() {
  const entries = setup.people.flatMap((person) => [
    placeButton(person.id, person.id, person.name, person.note ?? words.private),
    ...setup.groups
      .filter(({ members }) => members.includes(person.id))
      .map(({ id, title }) => placeButton(person.id, id, title, person.name)),
  ]);
  $('places').replaceChildren(...entries);
}

function placeButton(person, chat, name, note) {
  const created = element('button', chat < 0 ? 'place group' : 'place');
  created.type = 'button';
  created.append(element('b', '', name), element('small', '', note));
  created.setAttribute('aria-current', String(person === place.person && chat === place.chat));
  created.addEventListener('click', () => void openChat(person, chat));
  return created;
}

function sendText() {
  const text = $('text').value.trim();
  $('text').value = '';
  if (text) void post('/api/say', { text });
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
