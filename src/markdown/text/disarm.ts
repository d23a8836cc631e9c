import { insertMarks, type Insertion } from './insert-marks.ts';
import type { Mark, RichText } from './rich-text.ts';
import { SpanWindow } from './span-window.ts';

const WORD_JOINER = '\u2060';
/** In code and behind a link Telegram looks for nothing. */
const QUIET = new Set<Mark['type']>(['code', 'pre', 'link']);
const BEFORE = String.raw`(?<![\p{L}\p{N}_])`;
/** An address ends where its host does, unless a path follows: in `https://a.com,@name` the name is a mention. */
const WEB = String.raw`https?:\/\/(?:(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+|\d+(?:\.\d+){3}|localhost)(?![\p{L}\p{N}_@])(?::\d+)?(?:[/?#][^\s<>«»"]*)?`;
/**
 * What Telegram's servers make live in a plain text: mentions, commands, hashtags, and addresses that act within
 * Telegram (tdlib/td, MessageEntity.cpp: match_mentions, match_bot_commands, match_hashtags, match_tg_urls, match_urls).
 * Addresses of the web come first: what stands in them is theirs.
 */
const LIVE = new RegExp(
  `${WEB}|` +
    String.raw`${BEFORE}@(?=\w{2})|${BEFORE}(?<![/<>])\/(?=\w{1,64}(?![\p{L}\p{N}_/]))|` +
    String.raw`${BEFORE}(?<!\u200C)#(?=[\p{N}_\u200C]*\p{L})|(?:tg|ton|tonsite|ftp):(?=\/\/)`,
  'giu',
);

/** The text with nothing live in it but links to the web: an invisible character stands behind `@`, `/` and `#`. */
export function disarm(source: RichText): RichText {
  const spans = new SpanWindow(source.spans);
  const insertions: Insertion[] = [];
  for (const { 0: sign, index } of source.text.matchAll(LIVE)) {
    const end = index + sign.length;
    if (/^https?:/i.test(sign)) continue;
    if (!spans.within(index, end).some(({ mark }) => QUIET.has(mark.type)))
      insertions.push({ at: end, mark: WORD_JOINER });
  }
  return insertMarks(source, insertions);
}
