import { $, fetchJson, place, words } from './place.js';

let toastTimer;

/** Sends an action of the person; shows an error as a toast. */
async function post(path, body) {
  const headers = { 'x-chat-page': '1', 'content-type': 'application/json' };
  const result = await fetchJson(path, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...place, ...body }),
  });
  if (result.error) showToast(result.error);
}

/** Sends a file of the person into the open chat. */
export async function upload(path, content, contentType) {
  const headers = { 'x-chat-page': '1', 'content-type': contentType };
  await fetchJson(`${path}?${new URLSearchParams(place)}`, { method: 'POST', headers, body: content });
}

/** What the person can do in the open chat. */
export const act = {
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

/** Shows a short note for 3.5 seconds. */
export function showToast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => ($('toast').hidden = true), 3500);
}
