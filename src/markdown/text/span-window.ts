import type { Span } from './rich-text.ts';

/** The spans that reach into stretches of a text which are asked for from its beginning to its end, in one pass. */
export class SpanWindow {
  readonly #spans: readonly Span[];
  #next = 0;
  #reaching: Span[] = [];

  constructor(spans: readonly Span[]) {
    this.#spans = spans;
  }

  /** Those that reach into the stretch; no later one may begin before this one. */
  within(start: number, end: number): Span[] {
    const added: Span[] = [];
    for (; this.#next < this.#spans.length && this.#spans[this.#next]!.start < end; this.#next++) {
      added.push(this.#spans[this.#next]!);
    }
    this.#reaching = [...this.#reaching, ...added].filter((span) => span.end > start);
    return this.#reaching.filter((span) => span.start < end);
  }
}
