import { createHmac } from 'node:crypto';
import { createBoundedMap } from '../foundation/bounded-map.ts';
import type { Clock } from '../foundation/clock.ts';
import { delay } from '../foundation/delay.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { reachOnce } from '../network/reach-once.ts';
import type { AlertEvent } from './alert-event.ts';

export interface AlertWebhookOptions {
  url: string;
  secret: string;
  fetch: typeof fetch;
  clock: Clock;
  logger: Logger;
}

export interface AlertWebhook {
  /** Posts the event, again and again for an hour until the receiver takes it. An event posted before is ignored. */
  post(event: AlertEvent): void;
  /** Tries nothing again, and waits for the attempts in progress. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
const TRIED_FOR_MS = 3_600_000;
/** What was posted is remembered, because an alert that reached no admin is sent again. */
const MOST_EVENTS = 1_000;

/** Posts alerts as JSON. Each is tried for itself: one that the receiver refuses holds up no other. */
export function createAlertWebhook(options: AlertWebhookOptions): AlertWebhook {
  const { logger } = options;
  const stopping = new AbortController();
  const posted = createBoundedMap<string, true>(MOST_EVENTS);
  const underWay = new Map<string, Promise<boolean>>();
  return {
    post: (event) => {
      if (stopping.signal.aborted || posted.get(event.id)) return;
      posted.set(event.id, true);
      const work = deliver(options, event, stopping.signal).finally(() => underWay.delete(event.id));
      underWay.set(event.id, work);
    },
    stop: async () => {
      stopping.abort();
      const ends = [...underWay].map(async ([id, work]) => ((await work) ? [] : [id]));
      const ids = (await Promise.all(ends)).flat();
      if (ids.length > 0) logger.warn({ ids }, 'the bot ends before ALERT_WEBHOOK_URL took these alerts');
    },
  };
}

/** `sha256=` and the HMAC of the body, in hexadecimal, as GitHub signs its webhooks. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** False when the bot ended before the receiver took the event and before its hour was over. */
async function deliver(
  options: AlertWebhookOptions,
  event: AlertEvent,
  stopping: AbortSignal,
): Promise<boolean> {
  const { clock, logger } = options;
  const body = JSON.stringify(event);
  const endsAt = clock.monotonicMs() + TRIED_FOR_MS;
  for (let attempt = 0; ; attempt++) {
    const problem = await attemptOnce(options, body);
    if (problem === null) return true;
    const leftMs = endsAt - clock.monotonicMs();
    if (leftMs <= 0) {
      logger.error({ id: event.id, problem }, 'ALERT_WEBHOOK_URL took an alert at no time of an hour');
      return true;
    }
    if (attempt === 0)
      logger.warn(
        { id: event.id, problem },
        'ALERT_WEBHOOK_URL took no alert; it is tried again for an hour',
      );
    try {
      await delay(clock, Math.min(leftMs, LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt), stopping);
    } catch {
      return false;
    }
  }
}

/** Why the receiver did not take it; `null` when it did. */
function attemptOnce({ url, secret, ...reach }: AlertWebhookOptions, body: string): Promise<string | null> {
  const headers = { 'content-type': 'application/json', 'x-signature-256': signatureOf(body, secret) };
  // A redirect would turn the post into a request without a body.
  return reachOnce(url, { method: 'POST', headers, body, redirect: 'manual' }, reach).catch(describeError);
}
