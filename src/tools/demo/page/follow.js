import { $ } from './place.js';

const NEAR_PX = 120;
let isFollowing = true;

/** Follows what arrives from now on, until the person scrolls away. */
export function follow() {
  isFollowing = true;
  toEnd();
}

/** Brings what arrived into view: its start if it is taller than the view, so that nobody has to scroll back. */
export function followTo(item, { isDraft }) {
  if (!isFollowing) return;
  const list = $('messages');
  if (!isDraft && item.offsetHeight > list.clientHeight) list.scrollTop = item.offsetTop - list.offsetTop - 8;
  else toEnd();
}

/** Keeps the end in view after something there has grown. */
export function keepEnd() {
  if (isFollowing) toEnd();
}

/** Notices when the person scrolls by hand: at the end, the chat is followed again. */
export function watchScrolling() {
  const list = $('messages');
  const note = () =>
    requestAnimationFrame(() => {
      isFollowing = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
    });
  for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerup'])
    list.addEventListener(kind, note, { passive: true });
  // A narrower composer, a keyboard or a turned phone changes the height of the view.
  new ResizeObserver(keepEnd).observe(list);
}

function toEnd() {
  const list = $('messages');
  list.scrollTop = list.scrollHeight;
}
