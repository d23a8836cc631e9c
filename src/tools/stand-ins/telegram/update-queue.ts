import { BotApiError } from './bot-api/bot-api-error.ts';

/** An update with its number; its other key is its kind. */
export interface QueuedUpdate {
  update_id: number;
  [kind: string]: unknown;
}

export interface PollRequest {
  offset: number;
  limit: number;
  timeoutSeconds: number;
}

interface WaitingPoll {
  limit: number;
  finish(updates: QueuedUpdate[]): void;
  fail(error: Error): void;
}

const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
// Delivered only to bots that request them by name.
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Waiting updates, with the confirmation rules of `getUpdates`. */
export class UpdateQueue {
  #pending: QueuedUpdate[] = [];
  #nextId: number;
  #allowed: ReadonlySet<string> | null = null;
  #poll: WaitingPoll | null = null;
  #wakeScheduled = false;
  /** Called for each new update while a webhook is set. */
  onPush: ((update: QueuedUpdate) => void) | null = null;

  constructor(firstUpdateId: number) {
    this.#nextId = firstUpdateId;
  }

  get pending(): readonly QueuedUpdate[] {
    return this.#pending;
  }

  get allowedUpdates(): readonly string[] | undefined {
    return this.#allowed ? [...this.#allowed] : undefined;
  }

  /** As in the Bot API, an empty list means all kinds except those that must be named. */
  setAllowedUpdates(names: readonly string[]): void {
    this.#allowed = names.length > 0 ? new Set(names) : null;
  }

  /** Numbers and queues an update; returns `null` if the bot did not request its kind. */
  push(update: { update_id?: number; [kind: string]: unknown }): QueuedUpdate | null {
    const kind = Object.keys(update).find((key) => key !== 'update_id') ?? '';
    if (!(this.#allowed ? this.#allowed.has(kind) : !ON_REQUEST.has(kind))) return null;
    const numbered = { ...update, update_id: update.update_id ?? this.#nextId };
    this.#nextId = Math.max(this.#nextId, numbered.update_id) + 1;
    this.#pending.push(numbered);
    if (this.onPush) this.onPush(numbered);
    else this.#scheduleWake();
    return numbered;
  }

  /**
   * A long poll. A second poll ends the first with a conflict; `closed` frees its place without a response.
   */
  async poll(request: PollRequest, closed: AbortSignal): Promise<QueuedUpdate[]> {
    this.abortPoll(CONFLICT);
    this.#confirm(request.offset);
    if (this.#pending.length > 0 || request.timeoutSeconds === 0)
      return this.#pending.slice(0, request.limit);
    return await new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = null;
      };
      const finish = (updates: QueuedUpdate[]): void => (settle(), resolve(updates));
      const fail = (error: Error): void => (settle(), reject(error));
      const poll: WaitingPoll = { limit: request.limit, finish, fail };
      const timer = setTimeout(() => finish([]), request.timeoutSeconds * 1000);
      closed.addEventListener('abort', () => finish([]), { once: true });
      this.#poll = poll;
    });
  }

  abortPoll(reason: string): void {
    this.#poll?.fail(new BotApiError(409, reason));
  }

  /** Removes an update that a webhook has accepted. */
  forget(updateId: number): void {
    const index = this.#pending.findIndex((update) => update.update_id === updateId);
    if (index !== -1) this.#pending.splice(index, 1);
  }

  clear(): void {
    this.#pending = [];
  }

  // A negative offset counts from the end and removes everything before it.
  #confirm(offset: number): void {
    if (offset < 0) this.#pending = this.#pending.slice(offset);
    else if (offset > 0) {
      const kept = this.#pending.findIndex((update) => update.update_id >= offset);
      this.#pending = kept === -1 ? [] : this.#pending.slice(kept);
    }
  }

  // Updates that are pushed together are delivered together, like updates that reach Telegram at once.
  #scheduleWake(): void {
    if (this.#wakeScheduled || !this.#poll) return;
    this.#wakeScheduled = true;
    setImmediate(() => {
      this.#wakeScheduled = false;
      if (this.#poll && this.#pending.length > 0) this.#poll.finish(this.#pending.slice(0, this.#poll.limit));
    });
  }

  close(): void {
    this.#poll?.finish([]);
  }
}
