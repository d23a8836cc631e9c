import { setMaxListeners } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { describeError } from '../../../foundation/describe-error.ts';
import { updateChatId } from './update-chat-id.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

export interface WebhookSettings {
  url: string;
  secretToken: string | null;
  maxConnections: number;
}

export interface WebhookOptions {
  /** Milliseconds before the first retry; the delay doubles up to a minute. */
  retryMs: number;
  /**
   * Maps an address to the server that receives its updates; a public HTTPS address may stand for a local
   * one.
   */
  route: (url: string) => string;
  /** Runs a method from the body of a webhook response. */
  onReply: (method: string, payload: Record<string, unknown>) => Promise<unknown>;
}

const MAX_RETRY_MS = 60_000;
/** The global dispatcher belongs to Node's own version of undici. */
const dispatcher = new Agent();

/** Posts updates to the bot's address: chats concurrently, each chat in order. */
export class WebhookDelivery {
  readonly #queue: UpdateQueue;
  readonly #options: WebhookOptions;
  readonly #lanes = new Map<number, QueuedUpdate[]>();
  readonly #ready: number[] = [];
  #settings: WebhookSettings | null = null;
  #stopped = new AbortController();
  #active = 0;
  lastError: { message: string; time: number } | null = null;

  constructor(queue: UpdateQueue, options: WebhookOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  get settings(): WebhookSettings | null {
    return this.#settings;
  }

  start(settings: WebhookSettings): void {
    this.stop();
    this.#settings = settings;
    this.#stopped = new AbortController();
    // Every delivery adds a listener.
    setMaxListeners(0, this.#stopped.signal);
    this.#queue.onPush = (update) => this.#enqueue(update);
    for (const update of this.#queue.pending) this.#enqueue(update);
  }

  stop(): void {
    this.#stopped.abort();
    this.#settings = null;
    this.#queue.onPush = null;
    this.#lanes.clear();
    this.#ready.length = 0;
    this.#active = 0;
  }

  #enqueue(update: QueuedUpdate): void {
    const chatId = updateChatId(update);
    const lane = this.#lanes.get(chatId);
    if (lane) return void lane.push(update);
    this.#lanes.set(chatId, [update]);
    this.#ready.push(chatId);
    this.#startReadyLanes();
  }

  #startReadyLanes(): void {
    while (this.#settings && this.#active < this.#settings.maxConnections && this.#ready.length > 0) {
      this.#active++;
      void this.#runLane(this.#ready.shift()!, this.#settings, this.#stopped.signal);
    }
  }

  async #runLane(chatId: number, settings: WebhookSettings, stopped: AbortSignal): Promise<void> {
    const lane = this.#lanes.get(chatId)!;
    while (lane.length > 0 && !stopped.aborted) {
      await this.#deliver(lane[0]!, settings, stopped);
      lane.shift();
    }
    if (stopped.aborted) return;
    this.#lanes.delete(chatId);
    this.#active--;
    this.#startReadyLanes();
  }

  async #deliver(update: QueuedUpdate, settings: WebhookSettings, stopped: AbortSignal): Promise<void> {
    for (let delay = this.#options.retryMs; !stopped.aborted; delay = Math.min(delay * 2, MAX_RETRY_MS)) {
      const retryAfterMs = await this.#post(update, settings, stopped);
      if (retryAfterMs === 'accepted') return this.#queue.forget(update.update_id);
      await pause(retryAfterMs ?? delay, stopped);
    }
  }

  async #post(
    update: QueuedUpdate,
    settings: WebhookSettings,
    stopped: AbortSignal,
  ): Promise<'accepted' | number | null> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (settings.secretToken) headers['x-telegram-bot-api-secret-token'] = settings.secretToken;
    try {
      const body = JSON.stringify(update);
      const delivery = { method: 'POST', headers, body, signal: stopped, dispatcher } as const;
      const response = await request(this.#options.route(settings.url), delivery);
      const reply = await response.body.text();
      const { statusCode } = response;
      if (statusCode >= 200 && statusCode < 300) return await this.#accept(reply);
      this.#fail(`Wrong response from the webhook: ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim());
      const retryAfter = Number(response.headers['retry-after']);
      return retryAfter > 0 ? retryAfter * 1000 : null;
    } catch (error) {
      if (!stopped.aborted) this.#fail(`Connection failed: ${describeError(error)}`);
      return null;
    }
  }

  async #accept(body: string): Promise<'accepted'> {
    if (body.startsWith('{')) {
      const reply: Record<string, unknown> = JSON.parse(body);
      const { method, ...payload } = reply;
      // As with Telegram, its result and its failure are lost.
      if (typeof method === 'string') await this.#options.onReply(method, payload).catch(() => undefined);
    }
    return 'accepted';
  }

  #fail(message: string): void {
    this.lastError = { message, time: Math.floor(Date.now() / 1000) };
  }
}

async function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal: stopped }).catch(() => undefined);
}
