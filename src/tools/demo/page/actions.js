import { follow } from './follow.js';
import { $, fetchJson, place, words } from './place.js';
import { takeReply } from './replying.js';

let toastTimer;

/** Sends an action of the person; shows an error as a toast. Returns whether it worked. */
async function post(path, body = {}) {
  const headers = { 'x-chat-page': '1', 'content-type': 'application/json' };
  follow();
  return await told(path, { method: 'POST', headers, body: JSON.stringify({ ...place, ...body }) });
}

/** Sends a file of the person into the open chat. */
export async function upload(path, content, contentType) {
  const headers = { 'x-chat-page': '1', 'content-type': contentType };
  const target = new URLSearchParams({ ...place, replyTo: takeReply() ?? '' });
  await told(`${path}?${target}`, { method: 'POST', headers, body: content });
}

async function told(path, options) {
  try {
    const { error } = await fetchJson(path, options);
    if (error) showToast(error);
    return !error;
  } catch {
    showToast(words.notSent);
    return false;
  }
}

/** Tells the guide what no event of Telegram tells. */
function didAct(type) {
  document.dispatchEvent(new CustomEvent('did-act', { detail: { type } }));
}

/** What the person can do in the open chat. */
export const act = {
  command: (text) => post('/api/say', { text, replyTo: takeReply() }),
  async stop() {
    if (await post('/api/stop')) didAct('stopped');
  },
  async report() {
    if (await post('/api/report')) didAct('reported');
  },
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

/** Shows a short note for 3.5 seconds. */
export function showToast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => ($('toast').hidden = true), 3500);
}
