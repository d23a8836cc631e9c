import { canClose, canCloseLabel, canOpen, type MarkerRun } from './emphasis.ts';
import type { InlineStack, Opener } from './inline-stack.ts';
import type { Inline, StyleName } from './syntax-tree.ts';

const MARKERS = /([*_~])\1*/y;
/** The lengths of markers that a run of this length can close. */
const CLOSABLE: readonly (readonly number[])[] = [[], [1, 3], [2, 3], [1, 2, 3]];

/** Reads the markers of emphasis in a paragraph: what they end, and what they begin. */
export class EmphasisReader {
  readonly #source: string;
  readonly #stack: InlineStack;

  constructor(source: string, stack: InlineStack) {
    this.#source = source;
    this.#stack = stack;
  }

  /** The markers that begin at `position`. */
  runAt(position: number): MarkerRun {
    MARKERS.lastIndex = position;
    const run = MARKERS.exec(this.#source)![0];
    const previous = this.#characterBefore(position);
    const next = this.#source.codePointAt(position + run.length);
    return {
      marker: run[0]!,
      length: run.length,
      beforePrevious: this.#characterBefore(position - previous.length),
      previous,
      next: next === undefined ? '' : String.fromCodePoint(next),
    };
  }

  /** Takes markers at `position` for what they are; `solidEnd` is where the last thing ended that is no sign. */
  read(run: MarkerRun, position: number, solidEnd: number): void {
    const { marker, length } = run;
    const isMarkup = length <= 3 && (marker !== '~' || length === 2);
    const mayClose = canClose(run) || (canCloseLabel(run) && this.#isLabelOpen());
    const left = isMarkup && mayClose ? this.#close(run, position, solidEnd) : length;
    if (left === 0) return;
    if (!isMarkup || !canOpen(run)) return this.#stack.write(marker.repeat(left));
    this.#stack.open(marker + left, marker.repeat(left), position + length, styled(marker, left));
  }

  /** Whether what these markers may end began where a word does. */
  #isLabelOpen(): boolean {
    const opener = this.#stack.latest(['*2']);
    return opener !== undefined && this.#characterBefore(opener.contentAt - 2).trim() === '';
  }

  /** Closes what these markers end, innermost first; returns how many of them are left. */
  #close({ marker, length }: MarkerRun, position: number, solidEnd: number): number {
    let left = length;
    while (left > 0) {
      const opener = this.#stack.latest(CLOSABLE[left]!.map((size) => marker + size));
      // Emphasis of signs alone is none.
      if (!opener || solidEnd <= opener.contentAt || this.#isPattern(opener, position)) return left;
      const size = Number(opener.kind.slice(1));
      const used = Math.min(left, size, 2);
      this.#closeOne(opener, marker, used, size - used);
      left -= used;
    }
    return 0;
  }

  /** Stars between slashes are of patterns for files: `**` of one does not end at `**` of another. */
  #isPattern({ contentAt }: Opener, position: number): boolean {
    return this.#source[contentAt] === '/' && this.#source[position - 1] === '/';
  }

  #closeOne(opener: Opener, marker: string, used: number, rest: number): void {
    const closed = { ...opener, build: styled(marker, used) };
    if (rest === 0) return this.#stack.close(closed);
    const remaining = { kind: marker + rest, build: styled(marker, rest) };
    this.#stack.closePartly(closed, remaining, marker.repeat(rest));
  }

  #characterBefore(position: number): string {
    const last = this.#source[position - 1] ?? '';
    const isPair = /[\uDC00-\uDFFF]/.test(last) && position >= 2;
    return isPair ? this.#source.slice(position - 2, position) : last;
  }
}

function styled(marker: string, length: number): (children: Inline[]) => Inline {
  if (length === 3) return (children) => ({ type: 'italic', children: [{ type: 'bold', children }] });
  const type: StyleName = marker === '~' ? 'strikethrough' : length === 2 ? 'bold' : 'italic';
  return (children) => ({ type, children });
}
