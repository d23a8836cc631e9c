import type { Inline } from './syntax-tree.ts';

/** A marker that may begin something: emphasis, a link, an HTML element. */
export interface Opener {
  kind: string;
  /** Where its marker stands among the nodes. */
  index: number;
  /** Where its content begins in the source. */
  contentAt: number;
  /** What it becomes when its end comes. */
  build: (children: Inline[]) => Inline;
}

/** More markers that are open at once are nobody's, and would nest more deeply than anything can be written. */
const MAX_OPEN = 200;

/** The nodes of a paragraph so far, and the markers in them that are open; each node is moved once for each level. */
export class InlineStack {
  readonly #nodes: Inline[] = [];
  readonly #openers = new Map<string, Opener[]>();
  #openCount = 0;

  push(...nodes: Inline[]): void {
    this.#nodes.push(...nodes);
  }

  write(text: string): void {
    if (text) this.#nodes.push({ type: 'text', text });
  }

  /** Writes a marker that shows as it stands unless it is closed later. */
  open(kind: string, marker: string, contentAt: number, build: Opener['build']): void {
    if (this.#openCount < MAX_OPEN) this.#register({ kind, index: this.#nodes.length, contentAt, build });
    this.#nodes.push({ type: 'text', text: marker });
  }

  /** The innermost open marker of these kinds. */
  latest(kinds: readonly string[]): Opener | undefined {
    let found: Opener | undefined;
    for (const kind of kinds) {
      const last = this.#openers.get(kind)?.at(-1);
      if (last && (!found || last.index > found.index)) found = last;
    }
    return found;
  }

  /** Makes what stands behind a marker its content. Markers that were open within stay text. */
  close({ index, build }: Opener): void {
    const children = this.#nodes.splice(index + 1);
    this.#forgetFrom(index);
    this.#nodes[index] = build(children);
  }

  /** The same, leaving the rest of the marker open before it. */
  closePartly(
    { index, contentAt, build }: Opener,
    rest: Omit<Opener, 'index' | 'contentAt'>,
    marker: string,
  ): void {
    const children = this.#nodes.splice(index + 1);
    this.#forgetFrom(index);
    this.#nodes[index] = { type: 'text', text: marker };
    this.#nodes.push(build(children));
    this.#register({ ...rest, index, contentAt });
  }

  /** Lets a marker be text. */
  abandon(opener: Opener): void {
    this.#openers.get(opener.kind)?.pop();
    this.#openCount--;
  }

  abandonAll(kind: string): void {
    this.#openCount -= this.#openers.get(kind)?.length ?? 0;
    this.#openers.delete(kind);
  }

  /** Closes whatever is open, innermost first; a marker with nothing behind it goes. */
  closeAll(): void {
    const kinds = [...this.#openers.keys()];
    for (let last = this.latest(kinds); last; last = this.latest(kinds)) {
      if (last.index === this.#nodes.length - 1) {
        this.#nodes.pop();
        this.#forgetFrom(last.index);
      } else this.close(last);
    }
  }

  finish(): Inline[] {
    return this.#nodes;
  }

  #register(opener: Opener): void {
    this.#openCount++;
    const open = this.#openers.get(opener.kind);
    if (open) open.push(opener);
    else this.#openers.set(opener.kind, [opener]);
  }

  #forgetFrom(index: number): void {
    for (const open of this.#openers.values()) {
      while (open.length > 0 && open.at(-1)!.index >= index) {
        open.pop();
        this.#openCount--;
      }
    }
  }
}
