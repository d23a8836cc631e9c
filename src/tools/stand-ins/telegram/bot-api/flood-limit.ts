import { BotApiError } from './bot-api-error.ts';

export interface FloodLimits {
  /** Messages per second in a chat, after a burst of the same size. Telegram's advice is 1. */
  perChatPerSecond: number;
  /** Messages per minute in a group. Telegram's advice is 20. */
  perGroupPerMinute: number;
}

const COUNTED = new Set(['sendmessage', 'sendphoto', 'senddocument', 'editmessagetext']);

/** Refuses messages with 429 and a retry time when they come too fast in a chat. */
export class FloodGuard {
  readonly #limits: FloodLimits;
  readonly #now: () => number;
  readonly #sent = new Map<number, number[]>();

  constructor(limits: FloodLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  check(method: string, chatId: number): void {
    if (!COUNTED.has(method.toLowerCase()) || !Number.isFinite(chatId)) return;
    const group = chatId < 0;
    const windowMs = group ? 60_000 : 1000;
    const limit = group ? this.#limits.perGroupPerMinute : this.#limits.perChatPerSecond;
    const now = this.#now();
    const recent = (this.#sent.get(chatId) ?? []).filter((time) => time > now - windowMs);
    this.#sent.set(chatId, recent);
    if (recent.length < limit) return void recent.push(now);
    const seconds = Math.max(1, Math.ceil((recent[0]! + windowMs - now) / 1000));
    throw new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  }
}
