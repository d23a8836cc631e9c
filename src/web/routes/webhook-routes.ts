import { Hono } from 'hono';
import { isSameSecret } from '../../foundation/is-same-secret.ts';
import { onlyMethods } from '../access/only-methods.ts';
import { readSmallJson } from './read-small-json.ts';
import type { WebEnv } from '../access/request-peer.ts';
import type { WebOptions } from './web-options.ts';

/** Telegram's largest updates have some ten thousand bytes. */
const MAX_BODY_BYTES = 1_000_000;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * Receives updates from Telegram. A 200 means that Telegram may forget the update; it repeats the delivery
 * after anything else.
 */
export function webhookRoutes({ webhookSecret, receiveUpdate }: WebOptions): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  if (webhookSecret === null) return routes;
  routes.post(
    '/telegram',
    async (context, next) => {
      if (isSameSecret(context.req.header(SECRET_HEADER) ?? '', webhookSecret)) return next();
      return context.json({ error: 'invalid' }, 401);
    },
    async (context) => {
      const update = await readSmallJson(context.env.incoming, MAX_BODY_BYTES);
      if (update === undefined) return context.json({ error: 'too_large' }, 413);
      if (!isUpdate(update)) return context.json({ error: 'invalid' }, 400);
      // During a database outage the 200 waits for the answer, however long that takes.
      context.env.incoming.socket.setTimeout(0);
      if (await receiveUpdate(update)) return context.json({});
      return context.json({ error: 'unavailable' }, 503);
    },
  );
  routes.all('/telegram', onlyMethods('POST'));
  return routes;
}

function isUpdate(value: unknown): value is { update_id: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id)
  );
}
