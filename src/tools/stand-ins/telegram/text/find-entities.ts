import type { MessageEntity } from 'grammy/types';

type DetectedType = 'bot_command' | 'mention' | 'hashtag' | 'url' | 'email';

// Entities that Telegram detects. A command cannot follow a word character, `/`, `<` or `>`; an address goes on behind its
// host only after `/`, `?` or `#`, and needs no scheme where it ends with a domain that everybody knows.
const HOST = String.raw`(?:(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+|\d+(?:\.\d+){3})`;
const PATH = String.raw`(?::\d+)?(?:[/?#](?:[^\s<>"«»]*[^\s<>"«».,:;!?)])?)?`;
const KNOWN_HOST = String.raw`(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|ir|me|dev|ai|app)(?![\p{L}\p{N}_.@-])`;
const DETECTORS: readonly [DetectedType, RegExp][] = [
  ['url', new RegExp(String.raw`(?<![\w@.])https?:\/\/${HOST}(?![\p{L}\p{N}_@])${PATH}`, 'giu')],
  ['url', new RegExp(String.raw`(?<![\p{L}\p{N}_@./-])${KNOWN_HOST}${PATH}`, 'giu')],
  ['email', /(?<![\w.@-])[\w.+-]+@[\w-]+\.[a-z]{2,}/giu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/@])/gu],
  ['mention', /(?<![\p{L}\p{N}_])@[a-zA-Z]\w{2,31}(?![\w@])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#&/])#(?=\D)[\p{L}\p{N}_\u200c]{1,256}/gu],
];

/** The given entities plus those that Telegram detects around them, in Telegram's order. */
export function findEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [...given];
  for (const [type, pattern] of DETECTORS) {
    for (const match of text.matchAll(pattern)) {
      const candidate = { type, offset: match.index, length: match[0].length };
      if (!found.some((entity) => blocks(entity, candidate))) found.push(candidate);
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

const STYLES = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
]);

function blocks(existing: MessageEntity, candidate: MessageEntity): boolean {
  const overlaps =
    existing.offset < candidate.offset + candidate.length &&
    candidate.offset < existing.offset + existing.length;
  return overlaps && !STYLES.has(existing.type);
}
