import { closesFence, HEADING, interrupts, isBlank, ITEM, openedFence, RULE } from './block-patterns.ts';

/** The lines within a quotation or an item of a list while they are gathered. */
export class ContainerLines {
  readonly lines: string[] = [];
  /** Whether an empty line stands between its own paragraphs, rather than in its code or in a list within it. */
  isSpaced = false;
  readonly #depth: number;
  #fence: ReturnType<typeof openedFence> = null;

  constructor(depth: number) {
    this.#depth = depth;
  }

  add(line: string): void {
    const isBehindBlank = this.lines.length > 1 && isBlank(this.lines.at(-1) ?? '') && !this.isInFence;
    if (isBehindBlank && /^\S/.test(line) && !ITEM.test(line)) this.isSpaced = true;
    this.lines.push(line);
    if (this.#fence === null) this.#fence = openedFence(line);
    else if (closesFence(line, this.#fence)) this.#fence = null;
  }

  get isInFence(): boolean {
    return this.#fence !== null;
  }

  /** Whether a line without the container's marker goes on with the paragraph at its end. */
  continuesWith(line: string): boolean {
    const last = this.lines.at(-1) ?? '';
    if (this.isInFence || isBlank(last) || isBlank(line) || interrupts(line, this.#depth)) return false;
    return !HEADING.test(last) && !RULE.test(last) && !/^\s*(?:`{3,}|~{3,}|\|)/.test(last);
  }
}
