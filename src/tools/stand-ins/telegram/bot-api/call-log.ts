/** A logged Bot API call. */
export interface BotApiCall {
  method: string;
  payload: Record<string, unknown>;
  /** Milliseconds since 1970. */
  time: number;
  /** The response; `null` while the call runs, and forever if no response was sent. */
  answer: { ok: true; result: unknown } | { ok: false; error_code: number; description: string } | null;
}

/** The calls so far, and a way to wait for a future one. */
export class CallLog {
  readonly calls: BotApiCall[] = [];
  readonly #waiting = new Set<(call: BotApiCall) => void>();

  add(call: BotApiCall): void {
    this.calls.push(call);
  }

  /** Notifies waiters; a call counts once it has its response. */
  answered(call: BotApiCall): void {
    for (const check of this.#waiting) check(call);
  }

  /** The first matching call of `method` with a response, earlier ones included. */
  waitFor(method: string, fits: (call: BotApiCall) => boolean, timeoutMs: number): Promise<BotApiCall> {
    const matches = (call: BotApiCall): boolean =>
      call.answer !== null && call.method === method && fits(call);
    const earlier = this.calls.find(matches);
    if (earlier) return Promise.resolve(earlier);
    return new Promise((resolve, reject) => {
      const finish = (): void => (clearTimeout(timer), void this.#waiting.delete(check));
      const check = (call: BotApiCall): void => {
        if (!matches(call)) return;
        finish();
        resolve(call);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`no ${method} within ${timeoutMs} ms; the bot called ${this.#recent()}`));
      }, timeoutMs);
      timer.unref();
      this.#waiting.add(check);
    });
  }

  #recent(): string {
    return (
      this.calls
        .slice(-10)
        .map((call) => call.method)
        .join(', ') || 'nothing'
    );
  }
}
