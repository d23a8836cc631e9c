import type { MessageEntity } from 'grammy/types';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

// Line and paragraph separators, embeddings and overrides, and three combining marks that draw over other
// lines.
const DELETED = /[\u2028-\u202e\r]|\u0333|\u033f|\u030a/;
const ZERO_WIDTH_NON_JOINER = '\u200c';

/**
 * Cleans a text like Telegram's servers: embeddings and overrides are removed, of consecutive direction marks
 * only the last survives (the others become ZWNJ), control characters become spaces, and both ends are
 * trimmed. Entities are moved accordingly.
 */
export function cleanText(source: FormattedText): FormattedText {
  const { text, newOffset } = replaceCharacters(source.text);
  const moved = source.entities.map((entity) => moveEntity(entity, newOffset));
  return trim({ text, entities: moved.filter((entity) => entity.length > 0) });
}

interface Replaced {
  text: string;
  /** Maps each UTF-16 position of the source to its new position. */
  newOffset: (offset: number) => number;
}

function replaceCharacters(source: string): Replaced {
  const offsets = new Int32Array(source.length + 1);
  let text = '';
  for (let index = 0; index < source.length; index++) {
    offsets[index] = text.length;
    text += keptCharacter(source[index]!, source[index + 1]);
  }
  offsets[source.length] = text.length;
  return { text, newOffset: (offset) => offsets[Math.min(offset, source.length)]! };
}

function keptCharacter(character: string, next: string | undefined): string {
  if (DELETED.test(character)) return '';
  if (character < ' ' && character !== '\n') return ' ';
  if (isMark(character) && isMark(next)) return ZERO_WIDTH_NON_JOINER;
  return character;
}

function isMark(character: string | undefined): boolean {
  return character === '\u200e' || character === '\u200f';
}

function moveEntity(entity: MessageEntity, newOffset: (offset: number) => number): MessageEntity {
  const offset = newOffset(entity.offset);
  return { ...entity, offset, length: newOffset(entity.offset + entity.length) - offset };
}

function trim({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const firstEntity = Math.min(end, ...entities.map((entity) => entity.offset));
  const start = Math.min(text.length - text.trimStart().length, firstEntity);
  const clamp = (offset: number): number => Math.min(Math.max(offset, start), end);
  const moved = entities.map((entity) => moveEntity(entity, (offset) => clamp(offset) - start));
  return { text: text.slice(start, end), entities: moved.filter((entity) => entity.length > 0) };
}
