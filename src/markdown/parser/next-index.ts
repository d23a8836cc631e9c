/** `text.indexOf`, for many searches that go forward: together those for one pattern take one pass. */
export class NextIndex {
  readonly #text: string;
  readonly #found = new Map<string, { from: number; at: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Where `pattern` stands next, at `from` or later; -1 where it does not. */
  of(pattern: string, from: number): number {
    const known = this.#found.get(pattern);
    if (known && known.from <= from && (known.at === -1 || known.at >= from)) return known.at;
    const at = this.#text.indexOf(pattern, from);
    this.#found.set(pattern, { from, at });
    return at;
  }
}
