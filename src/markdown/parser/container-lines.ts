import { closesFence, HEADING, interrupts, isBlank, openedFence, RULE } from './block-patterns.ts';

/** The lines within a quotation or an item of a list while they are gathered. */
export class ContainerLines {
  readonly lines: string[] = [];
  readonly #depth: number;
  #fence: ReturnType<typeof openedFence> = null;

  constructor(depth: number) {
    this.#depth = depth;
  }

  add(line: string): void {
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
