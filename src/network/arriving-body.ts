/** A response body for a single reader: each read takes everything that arrived since the last one. */
export class ArrivingBody implements AsyncIterableIterator<Uint8Array> {
  #pieces: Uint8Array[] = [];
  #end: { error: Error | null } | null = null;
  #wake: (() => void) | null = null;
  readonly #leave: () => void;

  /** `leave` is called if the reader stops before the end. */
  constructor(leave: () => void) {
    this.#leave = leave;
  }

  arrive(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#wake?.();
  }

  /** Ends the body; with an error if the transfer failed. */
  end(error: Error | null = null): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    while (this.#pieces.length === 0 && !this.#end)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#pieces.length > 0) return { done: false, value: this.#take() };
    if (this.#end?.error) throw this.#end.error;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!this.#end) this.#leave();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The whole body, decoded as UTF-8. */
  async text(): Promise<string> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this) pieces.push(piece);
    return new TextDecoder().decode(Buffer.concat(pieces));
  }

  #take(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    const [first] = pieces;
    return first && pieces.length === 1 ? first : Buffer.concat(pieces);
  }
}
