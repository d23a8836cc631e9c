/** What a stretch of text is, in Telegram's terms. */
export type Mark =
  | { type: 'bold' | 'italic' | 'underline' | 'strikethrough' | 'code' | 'quote' }
  /** Laid out in its own direction whatever is around: two invisible characters, not an entity. */
  | { type: 'isolate'; isRightToLeft?: boolean }
  | { type: 'pre'; language: string }
  | { type: 'link'; href: string };

export interface Span {
  start: number;
  end: number;
  mark: Mark;
}

/** How good a place is to cut at: before a block of its own, or before an item or row. */
export type SeamRank = 'block' | 'item';

export interface Seam {
  at: number;
  rank: SeamRank;
}

/** A text with its marks, as Telegram keeps messages: any slice of it is a message with what marks remain. */
export interface RichText {
  text: string;
  /** Nested, never crossing; outer ones before inner ones. */
  spans: readonly Span[];
  seams: readonly Seam[];
}

/** A text as it stands, without marks. */
export function unmarked(text: string): RichText {
  return { text, spans: [], seams: [] };
}

/** The marks that Telegram allows neither around nor within code, and drops there. */
const STYLES = new Set<Mark['type']>(['bold', 'italic', 'underline', 'strikethrough']);

/** Writes a rich text from its beginning to its end, keeping to Telegram's rules of nesting. */
export class RichTextBuilder {
  #text = '';
  readonly #spans: Span[] = [];
  readonly #seams: Seam[] = [];
  readonly #open: Span[] = [];
  /** Whether the next block goes on where the writer stands: at the start, or behind a bullet. */
  #isFresh = true;
  /** Where the gap before a block begins in which nothing was written yet. */
  #gapAt: number | null = null;

  write(text: string): void {
    if (text === '') return;
    this.#text += text;
    this.#isFresh = false;
    this.#gapAt = null;
  }

  /** Begins a block, `gap` away from what stands before it. */
  startBlock(gap: '\n' | '\n\n', rank: SeamRank | null = 'block'): void {
    if (this.#isFresh) return;
    this.#gapAt = this.#text.length;
    this.#text += gap;
    this.#isFresh = true;
    if (rank) this.#seams.push({ at: this.#text.length, rank });
  }

  /** A bullet, which the first block of its item follows on the same line. */
  writeBullet(bullet: string): void {
    this.#text += bullet;
    this.#isFresh = true;
    this.#gapAt = null;
  }

  /** Ends an item, also one in which nothing followed the bullet. */
  endItem(): void {
    this.#isFresh = false;
  }

  /** What `write` writes gets the mark, where Telegram allows it there. */
  marked(mark: Mark, write: () => void): void {
    if (!this.#allows(mark)) return write();
    if (mark.type === 'code' || mark.type === 'pre')
      return this.#withoutStyles(() => this.#span(mark, write));
    return this.#span(mark, write);
  }

  /** Whether a link is allowed where the writer stands. */
  get canLink(): boolean {
    return this.#allows({ type: 'link', href: '' });
  }

  finish(): RichText {
    // Inner ones were closed first; of two that are alike the outer one comes first.
    const spans = this.#spans.toReversed().toSorted((a, b) => a.start - b.start || b.end - a.end);
    const end = this.#gapAt ?? this.#text.length;
    return {
      text: this.#text.slice(0, end),
      spans: spans
        .filter(({ start }) => start < end)
        .map((span) => ({ ...span, end: Math.min(span.end, end) })),
      seams: this.#seams.filter(({ at }) => at < end),
    };
  }

  #allows({ type }: Mark): boolean {
    const around = this.#open.map(({ mark }) => mark.type);
    if (around.includes(type) || around.includes('code') || around.includes('pre')) return false;
    return STYLES.has(type) || type === 'isolate' || !around.includes('link');
  }

  #span(mark: Mark, write: () => void): void {
    const span = { start: this.#text.length, end: 0, mark };
    this.#open.push(span);
    write();
    this.#open.pop();
    this.#close(span);
  }

  /** Code in a bold line interrupts the bold. */
  #withoutStyles(write: () => void): void {
    const styles = this.#open.filter(({ mark }) => STYLES.has(mark.type));
    for (const style of styles) this.#close(style);
    write();
    for (const style of styles) style.start = this.#text.length;
  }

  #close({ start, mark }: Span): void {
    if (this.#text.length > start) this.#spans.push({ start, end: this.#text.length, mark });
  }
}
