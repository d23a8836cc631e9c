/** Finds the end of each code span of a text; together the searches take one pass. */
export class CodeRuns {
  /** Where runs of backticks begin, by their length. */
  readonly #starts = new Map<number, number[]>();

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      const starts = this.#starts.get(run.length);
      if (starts) starts.push(index);
      else this.#starts.set(run.length, [index]);
    }
    // The nearest one is taken from the end.
    for (const starts of this.#starts.values()) starts.reverse();
  }

  /** Where the run that closes one of this length begins, at `from` or later; `null` where there is none. */
  closing(length: number, from: number): number | null {
    const starts = this.#starts.get(length) ?? [];
    while (starts.length > 0 && starts.at(-1)! < from) starts.pop();
    return starts.at(-1) ?? null;
  }
}

/** The text of a code span without the spaces that keep it apart from its backticks. */
export function trimCode(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return /^ .*[^ ].* $|^ [^ ] $/.test(line) ? line.slice(1, -1) : line;
}
