import { $, words } from './place.js';
import { element, quotation } from './render-message.js';

let original = null;

/** Makes the next message a reply to this one. */
export function startReply(message) {
  original = message;
  const shown = quotation(message.from.name, message.text);
  const cancel = element('button', 'cancel', '✕');
  cancel.type = 'button';
  cancel.setAttribute('aria-label', words.cancelReply);
  cancel.addEventListener('click', endReply);
  $('replying').replaceChildren(shown, cancel);
  $('replying').hidden = false;
  $('text').focus();
}

/** The next message is no reply any more. */
export function endReply() {
  original = null;
  $('replying').hidden = true;
}

/** The id of the message to reply to, once; `undefined` without one. */
export function takeReply() {
  const id = original?.id;
  endReply();
  return id;
}
