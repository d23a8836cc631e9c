import { CodeContext } from '../code-context.ts';
import { areCutThoughts, areThoughts } from './thoughts.ts';
import { endsOf, LONGEST_CLOSE, tagAt, type ReasoningTag, type TagAt } from './reasoning-tags.ts';

/** What a piece of a stream adds to the answer, and to the reasoning that nobody is shown. */
export interface Filtered {
  text: string;
  reasoning: string;
  /** All text before this piece was reasoning: its end came without a beginning. */
  retracts: boolean;
  /** The text calls a tool. */
  callsTool?: boolean;
}

type Tag = Exclude<TagAt, 'torn' | null>;
type Opening = Exclude<Tag, { kind: 'mark' }>;

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '«': '»',
  '‘': '’',
  '`': '`',
};
/** What changes the meaning of what follows, what may begin a tag, or plain text. */
// Bounded, because V8 remembers each repetition: megabytes in one line would exceed its stack.
const TOKEN = /`{1,1000}|~{1,1000}|\n|[<[◁]|[^`~\n<[◁]{1,4096}/y;
/** No Markdown means anything by more backticks. */
const LONGEST_RUN = 1_000;
/** So much of a line is held back until it is clear whether a block within it ends. */
const LONGEST_ASIDE = 4_000;
/** Each costs a look at all that is held back. */
const MOST_ASIDES = 20;
/** Space, and characters without width that mean nothing before an answer. */
const BLANK_START = /^[\s\u200B\u2060]+/;

/**
 * Takes reasoning out of a text while it streams, in linear time. A block is reasoning that opens at the start of the
 * answer or of a later line, closed or not; one within a line is where it holds thoughts (`thoughts.ts`); so is everything
 * before an end tag that nothing opened. Tags in code, in quotation marks and any other within a line are what the answer
 * is about, and stay. Space before the answer goes.
 */
export class ReasoningFilter {
  #buffer = '';
  #out: Filtered = nothing();
  #code = new CodeContext();
  /** The block that is open. */
  #open: ReasoningTag | null = null;
  #isAtStart = true;
  /** How much at the beginning of the buffer cannot be seen. */
  #blank = 0;
  #asides = 0;
  /** How many tags within a line were left in the text, whose end tags belong to them. */
  readonly #kept = new Map<ReasoningTag, number>();
  /** The last character before the buffer. */
  #last = '';

  /** Adds a piece of the stream; what may be the beginning of a tag is held back. */
  push(piece: string): Filtered {
    this.#buffer += piece;
    return this.#run(false);
  }

  /** Releases what was held back, at the end of the stream. */
  end(): Filtered {
    return this.#run(true);
  }

  #run(isEnd: boolean): Filtered {
    this.#out = nothing();
    while (this.#open ? this.#readBlock(this.#open, isEnd) : this.#readText(isEnd));
    return this.#out;
  }

  /** Reads reasoning up to its end tag; whether there is more to read after it. */
  #readBlock(tag: ReasoningTag, isEnd: boolean): boolean {
    for (const {
      index,
      0: { length },
    } of this.#buffer.matchAll(endsOf(tag))) {
      if (!isEnd && this.#mayGoOn(index, length)) return this.#hide(index);
      // An end tag in quotation marks is one that the model thinks about.
      if (this.#isQuoted(index, length)) continue;
      this.#hide(index + length);
      this.#open = null;
      return true;
    }
    return this.#hide(isEnd ? this.#buffer.length : Math.max(0, this.#buffer.length - LONGEST_CLOSE));
  }

  /** Reads text up to the next tag that counts; whether there is more to read after it. */
  #readText(isEnd: boolean): boolean {
    const { length } = this.#buffer;
    this.#blank = BLANK_START.exec(this.#buffer)?.[0].length ?? 0;
    let index = 0;
    while (index < length) {
      const found = tagAt(this.#buffer, index, this.#isFirst(index));
      const isTag = found !== null && found !== 'torn';
      const token = isTag ? this.#buffer.slice(index, index + found.length) : tokenAt(this.#buffer, index);
      if (!isEnd && (found === 'torn' || (isTag && this.#mayGoOn(index, found.length)))) break;
      // A run of marks may go on in the next piece.
      if (!isEnd && index + token.length === length && isOpenRun(token)) break;
      const mayBeAside = isTag && found.kind === 'open' && this.#isWithinLine(index, found.length);
      const isAside = mayBeAside ? this.#isAside(index, found, isEnd) : false;
      if (isAside === null) break;
      if (isTag && this.#take(index, found, isAside)) return true;
      this.#code.read(token);
      index += token.length;
    }
    this.#show(index);
    return false;
  }

  /** Takes out the reasoning that a tag at `index` begins or ends; false when the tag is part of the answer. */
  #take(index: number, found: Tag, isAside: boolean): boolean {
    const { kind, length } = found;
    if (this.#code.isCode || this.#isQuoted(index, length)) return false;
    if (kind === 'mark') {
      this.#show(index);
      this.#cut(length);
      return true;
    }
    const { tag } = found;
    const kept = this.#kept.get(tag) ?? 0;
    const isKept = kind === 'open' ? !isAside && !this.#mayOpen(index) : kept > 0;
    if (isKept) {
      this.#kept.set(tag, kind === 'open' ? kept + 1 : kept - 1);
      return false;
    }
    if (tag.isTool) this.#out.callsTool = true;
    if (kind === 'close') this.#retract(index);
    else if (this.#isFirst(index)) this.#hide(index);
    else this.#show(index);
    this.#open = kind === 'open' ? tag : null;
    this.#hide(length);
    return true;
  }

  /** Whether a block may open here without an end: at the start of a line that is no code by its indentation. */
  #mayOpen(index: number): boolean {
    return this.#isFirst(index) || (this.#code.isLineStart && !this.#code.isIndented);
  }

  /** Whether nothing that can be seen stands before it. */
  #isFirst(index: number): boolean {
    return this.#isAtStart && index <= this.#blank;
  }

  #isWithinLine(index: number, length: number): boolean {
    if (this.#code.isCode || this.#isQuoted(index, length)) return false;
    return !this.#code.isLineStart && !this.#isFirst(index);
  }

  /** Whether a block that opens within a line is one of thoughts; `null` as long as its end may still come. */
  #isAside(index: number, { tag, length }: Opening, isEnd: boolean): boolean | null {
    if (this.#asides >= MOST_ASIDES) return false;
    const block = this.#buffer.slice(index + length, index + length + LONGEST_ASIDE);
    const end = block.search(endsOf(tag));
    if (end === -1 && !isEnd && block.length < LONGEST_ASIDE) return null;
    this.#asides++;
    return end === -1 ? areCutThoughts(block) : areThoughts(block.slice(0, end));
  }

  /** Whether what follows the tag is still to come, and may change what it means. */
  #mayGoOn(index: number, length: number): boolean {
    return this.#before(index) in QUOTES && index + length === this.#buffer.length;
  }

  #isQuoted(index: number, length: number): boolean {
    const closing = QUOTES[this.#before(index)];
    return closing !== undefined && this.#buffer.charAt(index + length) === closing;
  }

  #before(index: number): string {
    return index > 0 ? this.#buffer.charAt(index - 1) : this.#last;
  }

  #retract(index: number): void {
    this.#out.reasoning += this.#out.text;
    this.#out.text = '';
    this.#out.retracts = true;
    this.#isAtStart = true;
    this.#code = new CodeContext();
    this.#hide(index);
  }

  /** Moves the first characters to the text. */
  #show(length: number): void {
    const taken = this.#cut(length);
    const shown = this.#isAtStart ? taken.replace(BLANK_START, '') : taken;
    if (shown !== '') this.#isAtStart = false;
    this.#out.text += shown;
  }

  /** Moves the first characters to the reasoning. */
  #hide(length: number): false {
    this.#out.reasoning += this.#cut(length);
    return false;
  }

  #cut(length: number): string {
    const taken = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.slice(length);
    this.#last = taken.at(-1) ?? this.#last;
    return taken;
  }
}

function nothing(): Filtered {
  return { text: '', reasoning: '', retracts: false };
}

function isOpenRun(token: string): boolean {
  return token.length < LONGEST_RUN && /^[`~]/.test(token);
}

function tokenAt(text: string, index: number): string {
  TOKEN.lastIndex = index;
  return TOKEN.exec(text)?.[0] ?? text.charAt(index);
}
