import { findAddresses, trimAddress } from './bare-address.ts';
import { CodeRuns, trimCode } from './code-runs.ts';
import { decodeReferences } from '../text/decode-references.ts';
import { EmphasisReader } from './emphasis-reader.ts';
import { Formulas } from './formulas.ts';
import { elementOf, isBegunTag, plainText, readTag, type HtmlTag } from './html-tag.ts';
import { InlineStack } from './inline-stack.ts';
import { isBegunTarget, readLinkTarget } from './link-target.ts';
import type { Ending, Inline } from './syntax-tree.ts';

/** Most headings, items and cells hold none. */
const MARKUP = /[\\`*_~[\]!<$\n&^]/;
const PLAIN = /[^\\`*_~[\]!<$\n]+/y;
const AUTOLINK = /<((?:https?:|mailto:)?[^\s<>]*[:@][^\s<>]*)>/iy;
const DUNDER = /__[a-zA-Z0-9_]*[a-zA-Z0-9]_{2}(?![a-zA-Z0-9_])/y;
const BACKTICKS = /`+/y;
/** A path of Windows, whose backslashes stand for themselves. */
const IN_PATH = /(?<![a-zA-Z])[a-zA-Z]:\\[^\s`<>]*$|(?<![a-zA-Z])[a-zA-Z]:$/;
const MAX_PATH = 100;
const ESCAPABLE = /^[!-/:-@[-`{-~]$/;
const LINKS = ['[', '!['];

/** What stands within a paragraph; it is read once from its beginning to its end, whatever it holds. */
export function readInline(source: string, ending: Ending = 'whole'): Inline[] {
  if (!MARKUP.test(source)) return source ? [{ type: 'text', text: source }] : [];
  return new InlineReader(source, ending).read();
}

class InlineReader {
  readonly #source: string;
  readonly #ending: Ending;
  readonly #stack = new InlineStack();
  readonly #emphasis: EmphasisReader;
  readonly #code: CodeRuns;
  readonly #formulas: Formulas;
  /** Those that were not reached yet, the next one last. */
  readonly #addresses: RegExpExecArray[];
  /** Where a tag may have begun that has no end yet. */
  readonly #lastAngle: number;
  #position = 0;
  /** Where the run of characters ends that mean nothing. */
  #plainEnd = 0;
  /** Where the last thing ended that is neither space nor sign. */
  #solidEnd = -1;

  constructor(source: string, ending: Ending) {
    this.#source = source;
    this.#ending = ending;
    this.#emphasis = new EmphasisReader(source, this.#stack);
    this.#code = new CodeRuns(source);
    this.#formulas = new Formulas(source, ending);
    this.#lastAngle = ending === 'growing' ? source.lastIndexOf('<') : -1;
    this.#addresses = findAddresses(source).toReversed();
  }

  read(): Inline[] {
    while (this.#position < this.#source.length) this.#readNext();
    if (this.#ending !== 'whole') this.#stack.closeAll();
    return this.#stack.finish();
  }

  #readNext(): void {
    const address = this.#nextAddress();
    if (address?.index === this.#position) return this.#readAddress(address[0]);
    const nextBare = this.#formulas.nextBare(this.#position);
    if (nextBare === this.#position && this.#readFormula()) return;
    switch (this.#source.charAt(this.#position)) {
      case '\\':
        return this.#readBackslash();
      case '`':
        return this.#readCode();
      case '*':
      case '_':
      case '~':
        return this.#readMarkers();
      case '[':
        return this.#openLink('[');
      case ']':
        return this.#closeLink();
      case '<':
        return this.#readAngle();
      case '$':
        return this.#readDollars();
      case '\n':
        return this.#readLineEnd();
      default:
        return this.#readPlain(Math.min(address?.index ?? nextBare, nextBare));
    }
  }

  #readPlain(limit: number): void {
    if (this.#source.startsWith('![', this.#position)) return this.#openLink('![');
    if (this.#plainEnd <= this.#position) {
      this.#plainEnd = this.#position + (this.#matchAt(PLAIN)?.[0].length ?? 1);
    }
    const text = this.#source.slice(this.#position, Math.min(this.#plainEnd, limit));
    // Spaces at the end of a line are a line break of Markdown, which the line's own end is already.
    const isLineEnd = this.#source[this.#position + text.length] === '\n';
    this.#write(isLineEnd ? text.trimEnd() : text, text.length);
  }

  #nextAddress(): RegExpExecArray | undefined {
    while (this.#addresses.length > 0 && this.#addresses.at(-1)!.index < this.#position)
      this.#addresses.pop();
    return this.#addresses.at(-1);
  }

  /** A bare address, without the signs behind it that are of the sentence. */
  #readAddress(found: string): void {
    const isLinkText = this.#stack.latest(LINKS) !== undefined;
    const address = trimAddress(isLinkText ? (found.split(']', 1)[0] ?? '') : found);
    this.#stack.write(address);
    this.#advance(address.length, true);
  }

  #readBackslash(): void {
    const before = this.#source.slice(Math.max(0, this.#position - MAX_PATH), this.#position);
    const next = this.#source[this.#position + 1] ?? '';
    if (IN_PATH.test(before)) return this.#writeLiteral(ESCAPABLE.test(next) ? 2 : 1);
    if (this.#readFormula()) return;
    if (next === '\n') return this.#advance(1, false);
    if (!ESCAPABLE.test(next)) return this.#writeLiteral(1);
    this.#stack.write(next);
    this.#advance(2, false);
  }

  #readDollars(): void {
    if (this.#readFormula()) return;
    this.#writeLiteral(this.#source[this.#position + 1] === '$' ? 2 : 1);
  }

  #readFormula(): boolean {
    const formula = this.#formulas.at(this.#position);
    if (!formula) return false;
    this.#stack.push({ type: 'math', text: formula.text });
    this.#advance(formula.end - this.#position, true);
    return true;
  }

  #readCode(): void {
    const { length } = this.#matchAt(BACKTICKS)![0];
    const begin = this.#position + length;
    const end = this.#code.closing(length, begin) ?? (this.#ending === 'whole' ? null : this.#source.length);
    if (end === null) return this.#writeLiteral(length);
    const text = trimCode(this.#source.slice(begin, end));
    if (text) this.#stack.push({ type: 'code', text });
    this.#advance(end - this.#position + (end === this.#source.length ? 0 : length), true);
  }

  #readMarkers(): void {
    const isInWord = /[\p{L}\p{N}_]/u.test(this.#source[this.#position - 1] ?? '');
    const dunder = isInWord ? undefined : this.#matchAt(DUNDER)?.[0];
    if (dunder) return this.#writeLiteral(dunder.length);
    const run = this.#emphasis.runAt(this.#position);
    // Nothing stands behind the last marker yet.
    const isBegun = this.#ending === 'growing' && run.next === '' && run.previous.trim() === '';
    if (!isBegun) this.#emphasis.read(run, this.#position, this.#solidEnd);
    this.#advance(run.length, false);
  }

  #openLink(marker: string): void {
    const at = this.#position + marker.length;
    // Of a link that has only begun, the words are seen.
    this.#stack.open(marker, marker, at, (children) => ({ type: 'group', children }));
    this.#position = at;
  }

  #closeLink(): void {
    const opener = this.#stack.latest(LINKS);
    const target = opener && readLinkTarget(this.#source, this.#position + 1);
    if (opener && target) {
      this.#stack.close({ ...opener, build: (children) => linkOf(opener.kind, target, children) });
      // No link stands within a link.
      if (opener.kind === '[') this.#stack.abandonAll('[');
      return this.#advance(target.end - this.#position, true);
    }
    if (opener && this.#ending === 'growing' && isBegunTarget(this.#source, this.#position)) {
      this.#stack.close(opener);
      return this.#advance(this.#source.length - this.#position, true);
    }
    if (opener) this.#stack.abandon(opener);
    this.#writeLiteral(1);
  }

  #readAngle(): void {
    const link = this.#matchAt(AUTOLINK);
    const tag = link ? null : readTag(this.#source, this.#position);
    if (link) {
      this.#stack.write(link[1]!);
      return this.#advance(link[0].length, true);
    }
    if (tag) return this.#readTag(tag);
    if (this.#position === this.#lastAngle && isBegunTag(this.#source.slice(this.#position)))
      return this.#advance(this.#source.length - this.#position, false);
    this.#writeLiteral(1);
  }

  #readTag(tag: HtmlTag): void {
    const end = this.#position + tag.source.length;
    const open = this.#stack.latest([`<${tag.name}`]);
    if (tag.name === 'br') this.#stack.push({ type: 'break' });
    else if (open && tag.isEnd) this.#stack.close(open);
    // None of them stands within one of its own kind.
    else if (open || tag.isEnd) this.#stack.write(tag.source);
    else this.#stack.open(`<${tag.name}`, tag.source, end, (children) => elementOf(tag, children));
    this.#position = end;
  }

  #readLineEnd(): void {
    this.#stack.push({ type: 'break' });
    const spaces = /\n[ \t]*/y;
    this.#advance(this.#matchAt(spaces)![0].length, false);
  }

  #matchAt(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#position;
    return sticky.exec(this.#source);
  }

  #writeLiteral(length: number): void {
    this.#write(this.#source.slice(this.#position, this.#position + length), length);
  }

  #write(text: string, length: number): void {
    this.#stack.write(decodeReferences(text));
    this.#advance(length, /[^\s!-/:-@[-`{-~]/.test(text));
  }

  #advance(length: number, isSolid: boolean): void {
    this.#position += length;
    if (isSolid) this.#solidEnd = this.#position;
  }
}

function linkOf(kind: string, { href, title }: { href: string; title: string }, children: Inline[]): Inline {
  if (kind === '![') return { type: 'image', href, title, text: plainText(children) };
  return { type: 'link', href, title, children };
}
