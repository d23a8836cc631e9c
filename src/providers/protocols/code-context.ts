/**
 * Whether a position of a Markdown text that is read from left to right lies within code: a fence, or a code span on
 * its line.
 */
export class CodeContext {
  #fence = '';
  /** The length of the run that opened a code span on this line; 0 outside of one. */
  #span = 0;
  #isLineStart = true;
  /** Columns of space before the position, at the start of a line. */
  #indent = 0;

  get isCode(): boolean {
    return this.#fence !== '' || this.#span > 0;
  }

  /** Whether nothing but spaces stands before the position on its line. */
  get isLineStart(): boolean {
    return this.#isLineStart;
  }

  /** Whether so much space stands before the position that it is code. */
  get isIndented(): boolean {
    return this.#indent >= 4;
  }

  /** Reads a line end, a whole run of backticks or of tildes, or text without any of them. */
  read(run: string): void {
    const [first = ''] = run;
    if (first === '\n') {
      this.#isLineStart = true;
      this.#indent = 0;
      this.#span = 0;
      return;
    }
    if (first === '`' || first === '~') this.#readMarks(run, first);
    if (run.trim() !== '') this.#isLineStart = false;
    else this.#indent += run.replaceAll('\t', '    ').length;
  }

  #readMarks(run: string, mark: string): void {
    const canFence = this.#isLineStart && run.length >= 3;
    if (this.#fence !== '') {
      if (canFence && run.startsWith(this.#fence)) this.#fence = '';
    } else if (canFence) this.#fence = run;
    else if (mark === '`') this.#readSpan(run.length);
  }

  #readSpan(length: number): void {
    if (this.#span === 0) this.#span = length;
    else if (this.#span === length) this.#span = 0;
  }
}
