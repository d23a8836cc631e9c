import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { onlyMethods } from './only-methods.ts';
import type { WebEnv } from './request-peer.ts';
import type { WebOptions } from './web-options.ts';

/** Telegram's longest messages have some ten thousand bytes. */
const MAX_BODY_BYTES = 1_000_000;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Where Telegram delivers updates. It is told 200 when it may forget them, and comes again after anything else. */
export function webhookRoutes({ webhookSecret, receiveUpdate }: WebOptions): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  if (webhookSecret === null) return routes;
  routes.post(
    '/telegram',
    async (context, next) => {
      if (isSame(context.req.header(SECRET_HEADER) ?? '', webhookSecret)) return next();
      return context.json({ error: 'invalid' }, 401);
    },
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.json({ error: 'too_large' }, 413) }),
    async (context) => {
      const update: unknown = await context.req.json().catch(() => null);
      if (!isUpdate(update)) return context.json({ error: 'invalid' }, 400);
      if (await receiveUpdate(update)) return context.json({});
      return context.json({ error: 'unavailable' }, 503);
    },
  );
  routes.all('/telegram', onlyMethods('POST'));
  return routes;
}

/** Compares in the same time, however much of it is right; hashes have one length. */
function isSame(given: string, secret: string): boolean {
  const [first, second] = [given, secret].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(first!, second!);
}

function isUpdate(value: unknown): value is { update_id: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id)
  );
}
