import type { Token, Tokens } from 'marked';
import { writeInline } from './inline-text.ts';
import { mathToText } from './math/math-to-text.ts';
import type { RichTextBuilder } from './text/rich-text.ts';
import { writeTable } from './table-text.ts';

/** What the blocks of a place have in common. */
interface Place {
  /** How many lists are around. */
  depth: number;
  gap: '\n' | '\n\n';
}

const BULLETS = ['•', '◦'];
const RULE = '———';
const LANGUAGE = /^([\w+#.-]{1,32})(?:\s+|$)/;

/** Writes blocks one below the other: paragraphs, headings, lists, code, tables, quotations. */
export function writeBlocks(
  builder: RichTextBuilder,
  tokens: readonly Token[],
  place: Place = { depth: 0, gap: '\n\n' },
): void {
  let previous: Token | undefined;
  for (const token of tokens) {
    if (token.type === 'space' || token.type === 'checkbox') continue;
    // A heading goes with what stands below it, so that no message ends with one.
    const isSeam = previous?.type !== 'heading';
    builder.startBlock(gapBefore(token, previous, place), isSeam ? rankIn(place) : null);
    writeBlock(builder, token, place);
    previous = token;
  }
}

function rankIn({ depth }: Place): 'block' | 'item' {
  return depth === 0 ? 'block' : 'item';
}

function gapBefore(token: Token, previous: Token | undefined, { depth, gap }: Place): '\n' | '\n\n' {
  return depth > 0 && (token.type === 'list' || previous === undefined) ? '\n' : gap;
}

function writeBlock(builder: RichTextBuilder, token: Token, place: Place): void {
  switch (token.type) {
    case 'heading':
      return builder.marked({ type: 'bold' }, () => writeInline(builder, token.tokens));
    case 'code':
      return writeCode(builder, token as Tokens.Code);
    case 'blockquote':
      return builder.marked({ type: 'quote' }, () => writeBlocks(builder, token.tokens ?? [], place));
    case 'list':
      return writeList(builder, token as Tokens.List, place);
    case 'table':
      return writeTable(builder, token as Tokens.Table);
    case 'hr':
      return builder.write(RULE);
    case 'math':
      return builder.marked({ type: 'isolate' }, () => builder.write(mathToText(token.text)));
    default:
      return writeInline(builder, [token]);
  }
}

function writeCode(builder: RichTextBuilder, { lang = '', text }: Tokens.Code): void {
  const [begin = '', language = ''] = text.trim() ? (LANGUAGE.exec(lang) ?? []) : [];
  // What else stands behind the fence is a remark of the model, such as the name of a file.
  const remark = lang.slice(begin.length).trim();
  if (remark) builder.write(text ? `${remark}\n` : remark);
  builder.marked({ type: 'pre', language }, () => builder.write(text));
}

function writeList(builder: RichTextBuilder, list: Tokens.List, { depth }: Place): void {
  const place: Place = { depth: depth + 1, gap: list.loose ? '\n\n' : '\n' };
  const numbers = list.ordered ? numbersOf(list) : [];
  for (const [index, item] of list.items.entries()) {
    if (index > 0) builder.startBlock(place.gap, 'item');
    builder.writeBullet(`${'  '.repeat(depth)}${bulletOf(item, depth, numbers[index])} `);
    writeBlocks(builder, item.tokens, place);
    builder.endItem();
  }
}

function bulletOf({ task, checked }: Tokens.ListItem, depth: number, number?: number): string {
  const box = task ? (checked ? '☑' : '☐') : null;
  if (number !== undefined) return box ? `${number}. ${box}` : `${number}.`;
  return box ?? BULLETS[depth % BULLETS.length] ?? '•';
}

/** The numbers as the model wrote them; counted where it numbered every item alike, as Markdown allows. */
function numbersOf({ start, items }: Tokens.List): number[] {
  const first = Number(start);
  const written = items.map(({ raw }) => Number(/^\s*(\d{1,9})[.)]/.exec(raw)?.[1] ?? Number.NaN));
  const isCounted = written.some((number) => Number.isNaN(number)) || new Set(written).size < items.length;
  return isCounted ? items.map((_, index) => first + index) : written;
}
