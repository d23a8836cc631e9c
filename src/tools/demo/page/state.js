import { $ } from './place.js';

/** Covers the page while there is nothing to show: `loading`, or `failed` with a button that tries again. */
export function showState(state, text = '', retry = null) {
  document.body.dataset.state = state;
  if (text) $('state-text').textContent = text;
  $('retry').hidden = retry === null;
  if (!retry) return;
  $('retry').textContent = retry.label;
  $('retry').onclick = retry.act;
}
