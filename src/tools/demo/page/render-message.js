import { renderText } from './render-text.js';

/** One message as a list item; `act` handles its buttons and commands. */
export function renderMessage(message, { person, words, locale, inGroup, act }) {
  const item = element('li', message.by === 'user' && message.from.id === person ? 'own' : 'other');
  item.dataset.id = message.draft ? `draft-${message.draft.id}` : message.id;
  item.dataset.author = message.from.name;
  if (message.text === '/start') item.dataset.start = '';
  const bubble = element('div', 'bubble');
  if (inGroup && message.from.id !== person) bubble.append(element('b', 'author', message.from.name));
  if (message.replyTo !== null) bubble.append(quote(message.replyTo));
  bubble.append(...media(message), body(message, words, act), ...footer(message, words, locale));
  if (!message.draft) bubble.append(replyButton(message, words, act));
  item.append(bubble, ...keyboard(message, act));
  if (message.draft?.canStop) item.append(button(words.stop, 'stop', () => act.stop()));
  return item;
}

function body(message, words, act) {
  const text = element('div', message.draft ? 'text draft' : 'text');
  text.dir = 'auto';
  text.append(
    renderText(message.text || (message.draft ? words.thinking : ''), message.entities, act.command),
  );
  return text;
}

function quote(messageId) {
  const original = document.querySelector(`li[data-id="${messageId}"]`);
  return quotation(original?.dataset.author ?? '', original?.querySelector('.text')?.textContent ?? '');
}

function replyButton(message, words, act) {
  const created = button('↩\ufe0e', 'answer', () => act.reply(message));
  // Its own direction would decide on which side of the message it stands.
  created.removeAttribute('dir');
  created.title = words.reply;
  created.setAttribute('aria-label', words.reply);
  return created;
}

function media({ photo, document: file, voice }) {
  const parts = [];
  if (photo) {
    const image = element('img', 'photo');
    image.src = `/files/${encodeURIComponent(photo.id)}`;
    image.alt = photo.name;
    parts.push(image);
  }
  if (file) parts.push(download(file, '📄'));
  if (voice) parts.push(download(voice, '🎤'));
  return parts;
}

function download(file, icon) {
  const link = element('a', 'file', `${icon} ${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`);
  link.href = `/files/${encodeURIComponent(file.id)}`;
  link.download = file.name;
  return link;
}

function footer(message, words, locale) {
  if (message.draft) return [];
  const time = new Date(message.date).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return [element('span', 'time', message.edited ? `${words.edited} ${time}` : time)];
}

function keyboard(message, act) {
  return message.keyboard.map((row) => {
    const line = element('div', 'keyboard');
    line.append(
      ...row.map((key) => {
        const shown =
          key.kind === 'web_app'
            ? link(key.text, act.miniApp(message, key))
            : button(key.text, `key ${key.style ?? ''}`, () => act.press(message, key));
        shown.dataset.kind = key.kind;
        shown.dataset.value = key.value;
        return shown;
      }),
    );
    return line;
  });
}

function link(text, href) {
  const created = element('a', 'key', text);
  created.href = href;
  created.target = '_blank';
  created.rel = 'noopener noreferrer';
  created.dir = 'auto';
  return created;
}

function button(text, className, onClick) {
  const created = element('button', className, text);
  created.type = 'button';
  created.dir = 'auto';
  created.addEventListener('click', onClick);
  return created;
}

/** The start of a message that is replied to. */
export function quotation(author, text) {
  const shown = element('div', 'reply');
  const start = element('span', '', text.replaceAll(/\s+/g, ' ').trim().slice(0, 120) || '…');
  start.dir = 'auto';
  shown.append(element('b', '', author), start);
  return shown;
}

/** An element with a class and a text. */
export function element(tag, className = '', text = '') {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}
