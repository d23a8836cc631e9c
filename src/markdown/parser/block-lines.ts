import type { Block, Ending } from './syntax-tree.ts';

export interface Found {
  block: Block;
  /** The line behind it. */
  end: number;
}

/** The lines of a place, which a quotation or an item of a list may be. */
export class BlockLines {
  readonly depth: number;
  readonly #lines: readonly string[];
  readonly #ending: Ending;
  readonly #found = new Map<string, { from: number; at: number }>();

  constructor(lines: readonly string[], depth: number, ending: Ending) {
    this.#lines = lines;
    this.depth = depth;
    this.#ending = ending;
  }

  get count(): number {
    return this.#lines.length;
  }

  get(index: number): string {
    return this.#lines[index] ?? '';
  }

  slice(start: number, end: number): string[] {
    return this.#lines.slice(start, end);
  }

  /** How a block ends whose last line is before `end`: only the last one may be cut. */
  endingAt(end: number): Ending {
    return end >= this.#lines.length ? this.#ending : 'whole';
  }

  /** The next line with `text`, at `from` or later; -1 where there is none. Together the searches take one pass. */
  find(text: string, from: number): number {
    const known = this.#found.get(text);
    if (known && known.from <= from && (known.at === -1 || known.at >= from)) return known.at;
    let at = from;
    while (at < this.#lines.length && !this.#lines[at]!.includes(text)) at++;
    if (at >= this.#lines.length) at = -1;
    this.#found.set(text, { from, at });
    return at;
  }
}
