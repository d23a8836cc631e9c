/**
 * A fault of a call: an error from Telegram, no response, a connection cut before (`reset`) or after (`lost`)
 * the method ran, or a delay in milliseconds.
 */
export type TelegramFault =
  | { errorCode: number; description: string; parameters?: Record<string, number>; times?: number }
  | 'timeout'
  | 'reset'
  | 'lost'
  | number;

interface Planned {
  fault: TelegramFault;
  left: number;
}

/** Planned faults by method; `*` stands for any method except `getUpdates`. */
export class TelegramFaults {
  readonly #planned = new Map<string, Planned[]>();

  add(method: string, fault: TelegramFault, times: number): void {
    const key = method.toLowerCase();
    this.#planned.set(key, [...(this.#planned.get(key) ?? []), { fault, left: times }]);
  }

  take(method: string): TelegramFault | undefined {
    const key = method.toLowerCase();
    return this.#takeFrom(key) ?? (key === 'getupdates' ? undefined : this.#takeFrom('*'));
  }

  clear(): void {
    this.#planned.clear();
  }

  #takeFrom(key: string): TelegramFault | undefined {
    const planned = this.#planned.get(key);
    const next = planned?.[0];
    if (!next) return undefined;
    next.left--;
    if (next.left <= 0) planned.shift();
    return next.fault;
  }
}
