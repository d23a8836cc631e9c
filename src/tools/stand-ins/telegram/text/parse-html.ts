import type { MessageEntity } from 'grammy/types';
import { badRequest } from '../bot-api/bot-api-error.ts';
import type { FormattedText } from './clean-text.ts';
import { entityOfTag, isSupportedTag } from './html-tag-entity.ts';

interface OpenTag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** The start of its content in the text without tags. */
  offset: number;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Parses Telegram's HTML into text and entities; throws Telegram's error if tags do not match. */
export function parseHtml(html: string): FormattedText {
  return new HtmlReader(html).read();
}

class HtmlReader {
  readonly #html: string;
  readonly #entities: MessageEntity[] = [];
  readonly #open: OpenTag[] = [];
  #position = 0;
  #text = '';

  constructor(html: string) {
    this.#html = html;
  }

  read(): FormattedText {
    while (this.#position < this.#html.length) this.#readNext();
    const unclosed = this.#open.at(-1);
    if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    const entities = this.#entities.map(withoutStrayLanguage);
    return {
      text: this.#text,
      entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length),
    };
  }

  #readNext(): void {
    const character = this.#html[this.#position]!;
    if (character === '&') this.#readCharacterReference();
    else if (character !== '<') this.#text += this.#html[this.#position++]!;
    else if (this.#html[this.#position + 1] === '/') this.#readEndTag();
    else this.#readStartTag();
  }

  #readCharacterReference(): void {
    const match = /^&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([\da-f]{1,6}));?/i.exec(
      this.#html.slice(this.#position, this.#position + 12),
    );
    const decoded = match ? decode(match) : undefined;
    this.#text += decoded ?? '&';
    this.#position += decoded === undefined ? 1 : match![0].length;
  }

  #readStartTag(): void {
    const begin = this.#position;
    const name = this.#take(/[^\s>]*/y, begin + 1).toLowerCase();
    if (this.#position >= this.#html.length) throw cannotParse(`Unclosed start tag${this.#at(begin)}`);
    if (!isSupportedTag(name)) throw cannotParse(`Unsupported start tag "${name}"${this.#at(begin)}`);
    const attributes = this.#readAttributes(name, begin);
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw cannotParse(`Tag "span" must have class "tg-spoiler"${this.#at(begin)}`);
    }
    this.#open.push({ name, attributes, offset: this.#text.length });
  }

  #readAttributes(tag: string, begin: number): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.#take(/\s*/y);
      if (this.#position >= this.#html.length)
        throw cannotParse(`Unclosed start tag "${tag}"${this.#at(begin)}`);
      if (this.#html[this.#position] === '>') break;
      const name = this.#take(/[^\s=>]+/y).toLowerCase();
      if (!name) throw cannotParse(`Empty attribute name in the tag "${tag}"${this.#at(begin)}`);
      attributes.set(name, this.#readAttributeValue(tag, begin));
    }
    this.#position++;
    return attributes;
  }

  #readAttributeValue(tag: string, begin: number): string {
    if (!this.#take(/\s*=\s*/y)) return '';
    const quote = this.#html[this.#position];
    if (quote !== '"' && quote !== "'") return this.#take(/[\w.-]*/y).toLowerCase();
    const end = this.#html.indexOf(quote, this.#position + 1);
    if (end === -1) throw cannotParse(`Unclosed start tag "${tag}"${this.#at(begin)}`);
    const value = this.#html.slice(this.#position + 1, end);
    this.#position = end + 1;
    return value.replaceAll(
      /&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([\da-f]{1,6}));?/gi,
      (...match) => decode(match) ?? '&',
    );
  }

  #readEndTag(): void {
    const begin = this.#position;
    const tag = this.#open.pop();
    if (!tag) throw cannotParse(`Unexpected end tag${this.#at(begin)}`);
    const name = this.#take(/[^\s>]*/y, begin + 2).toLowerCase();
    this.#take(/\s*/y);
    if (this.#html[this.#position] !== '>') throw cannotParse(`Unclosed end tag${this.#at(begin)}`);
    this.#position++;
    if (name && name !== tag.name) {
      throw cannotParse(`Unmatched end tag${this.#at(begin)}, expected "</${tag.name}>", found "</${name}>"`);
    }
    this.#close(tag);
  }

  #close(tag: OpenTag): void {
    const length = this.#text.length - tag.offset;
    if (length === 0) return;
    const content = this.#text.slice(tag.offset);
    const entity = entityOfTag(tag.name, tag.attributes, { offset: tag.offset, length }, content);
    if (entity?.type === 'pre') this.#entities.push(this.#withInnerLanguage(entity));
    else if (entity) this.#entities.push(entity);
  }

  // `<pre><code class="language-x">` is one code block with a language, not two entities.
  #withInnerLanguage(pre: MessageEntity.PreMessageEntity): MessageEntity {
    const inner = this.#entities.at(-1);
    if (inner?.offset !== pre.offset || inner.length !== pre.length || !('language' in inner)) return pre;
    this.#entities.pop();
    return { ...pre, language: inner.language };
  }

  #take(sticky: RegExp, from = this.#position): string {
    sticky.lastIndex = from;
    const taken = sticky.exec(this.#html)?.[0] ?? '';
    this.#position = from + taken.length;
    return taken;
  }

  #at(position: number): string {
    return ` at byte offset ${Buffer.byteLength(this.#html.slice(0, position))}`;
  }
}

// Only `<pre>` has a language; on a lone `<code>` it has no meaning.
function withoutStrayLanguage(entity: MessageEntity): MessageEntity {
  return entity.type === 'code' ? { type: 'code', offset: entity.offset, length: entity.length } : entity;
}

function decode(match: readonly (string | undefined)[]): string | undefined {
  const [, name, decimal, hexadecimal] = match;
  if (name) return NAMED[name.toLowerCase()];
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
