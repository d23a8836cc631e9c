import { createHash } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { renderJson } from '../reports/render-json.ts';
import type { Entry } from './dashboard-access.ts';
import { onlyMethods } from './only-methods.ts';
import { openAlertsOf } from './open-alerts-of.ts';
import { readSmallJson } from './read-small-json.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { requestJson } from './request-json.ts';
import { peerOf, type WebEnv } from './request-peer.ts';
import { shareRecent } from './share-recent.ts';
import type { WebOptions } from './web-options.ts';

/** More than any `initData` is long. */
const MAX_BODY_BYTES = 16 * 1024;
const MAX_DAYS = 366;
const MAX_REQUESTS = 100;
/** Everybody who asks for the same within this time gets the same report. */
const SHARED_MS = 2_000;

/** The API of the dashboard: for admins, with a session or with what Telegram signed. */
export function apiRoutes(options: WebOptions): Hono<WebEnv> {
  const { access, viewerOf, clock, readNames } = options;
  const shared = { clock, maxAgeMs: SHARED_MS };
  const readReport = shareRecent(async (days: number) => {
    return JSON.stringify(renderJson(await options.reports.report({ days })));
  }, shared);
  const readRequests = shareRecent(options.listRequests, shared);
  const onlyAdmins = admitAdmins(options);
  const routes = new Hono<WebEnv>();
  routes.use(slowDown(options));

  routes.post('/session', async (context) => {
    const body = await readSmallJson(context.req.raw, MAX_BODY_BYTES);
    if (body === undefined) return context.json({ error: 'too_large' }, 413);
    const entry = await enter(options, body, context.req.raw.signal);
    if (typeof entry === 'string') return refuse(context, entry);
    const viewer = await viewerOf(entry.adminId);
    const { token, expiresAt } = await access.openSession(entry.adminId);
    return context.json({ token, expiresAt: expiresAt.toISOString(), viewer });
  });
  routes.delete('/session', onlyAdmins, async (context) => {
    const token = credentials(context, 'bearer');
    if (token !== null) await access.endSession(token);
    return context.body(null, 204);
  });
  routes.get('/ai-usage', onlyAdmins, async (context) => {
    const days = wholeNumber(context.req.query('days') ?? '30', MAX_DAYS);
    if (days === null) return context.json({ error: 'days' }, 400);
    return context.body(await readReport(days), 200, { 'content-type': 'application/json' });
  });
  routes.get('/alerts', onlyAdmins, async (context) => {
    return context.json({ alerts: openAlertsOf(await options.listAlerts()) });
  });
  routes.get('/requests', onlyAdmins, async (context) => {
    const take = wholeNumber(context.req.query('limit') ?? '20', MAX_REQUESTS);
    if (take === null) return context.json({ error: 'limit' }, 400);
    const requests = await readRequests(take);
    const names = await readNames([...new Set(requests.flatMap(({ userId }) => userId ?? []))]);
    return context.json({ requests: requests.map((request) => requestJson(request, names)) });
  });
  routes.all('/session', onlyMethods('POST', 'DELETE'));
  for (const path of ['/ai-usage', '/alerts', '/requests']) routes.all(path, onlyMethods('GET'));
  return routes;
}

/** Before anything is looked up: a browser that is stuck in a loop is no reason to keep others waiting. */
function slowDown({ clock, publicUrl }: WebOptions): MiddlewareHandler<WebEnv> {
  const peers = createRateLimiter({ clock, burst: 200, perSecond: 50 });
  const sessions = createRateLimiter({ clock, burst: 60, perSecond: 10 });
  return async function limitRequests(context, next) {
    const secret = context.req.header('authorization');
    const isAdmitted =
      peers.admit(peerOf(context, publicUrl !== null)) &&
      (secret === undefined || sessions.admit(shortened(secret)));
    if (isAdmitted) return next();
    return context.json({ error: 'slow_down' }, 429, { 'retry-after': '1' });
  };
}

// Headers may be long, and are secret: neither is anything to remember.
function shortened(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

function admitAdmins({ access }: WebOptions): MiddlewareHandler<WebEnv> {
  return async function onlyAdmins(context, next) {
    const initData = credentials(context, 'tma');
    const token = credentials(context, 'bearer');
    const entry =
      initData === null ? await access.enterBySession(token ?? '') : access.enterByInitData(initData);
    if (typeof entry === 'string') return refuse(context, entry);
    return next();
  };
}

async function enter({ access }: WebOptions, body: unknown, visit: AbortSignal): Promise<Entry> {
  const { initData, link } = (body ?? {}) as { initData?: unknown; link?: unknown };
  if (typeof initData === 'string') return access.enterByInitData(initData);
  return typeof link === 'string' ? access.enterByLink(link, visit) : 'invalid';
}

function refuse(context: Context, entry: Exclude<Entry, object>): Response {
  return context.json({ error: entry }, entry === 'not_admin' ? 403 : 401);
}

/** What follows `scheme` in the Authorization header; `null` where it has another. */
function credentials(context: Context, scheme: 'bearer' | 'tma'): string | null {
  const [name = '', ...rest] = (context.req.header('authorization') ?? '').split(' ');
  return name.toLowerCase() === scheme ? rest.join(' ').trim() : null;
}

function wholeNumber(text: string, max: number): number | null {
  const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : null;
}
