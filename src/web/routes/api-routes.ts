import { createHash } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { dayOf } from '../../foundation/day.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import type { Entry } from '../access/dashboard-access.ts';
import { readAccess } from './access-lists.ts';
import { MAX_DAYS, MAX_REQUESTS, readAccount, readRequestQuery, readSpan, wholeNumber } from './api-query.ts';
import { createDashboardNumbers, type Wanted } from './dashboard-numbers.ts';
import { onlyMethods } from '../access/only-methods.ts';
import { renderCsv, reportFileName } from '../../reports/render-csv.ts';
import type { ReportDetails } from '../../reports/model/report-service.ts';
import { isSameSecret } from '../../foundation/is-same-secret.ts';
import { sendRequests } from './request-export.ts';
import { readSmallJson } from './read-small-json.ts';
import { createRateLimiter } from '../access/rate-limiter.ts';
import { peerOf, type WebEnv } from '../access/request-peer.ts';
import type { WebOptions } from './web-options.ts';

/** Larger than any `initData`. */
const MAX_BODY_BYTES = 16 * 1024;
/** A session waits this long for its numbers. Its link is used by then, so the visitor could not retry. */
const NUMBERS_MS = 1_000;

/** The dashboard's API for admins, with a session or with `initData`. */
export function apiRoutes(options: WebOptions): Hono<WebEnv> {
  const { access, viewerOf } = options;
  const numbers = createDashboardNumbers(options);
  const onlyAdmins = admitAdmins(options);
  const routes = new Hono<WebEnv>();
  routes.use(slowDown(options));

  routes.post('/session', async (context) => {
    const body = await readSmallJson(context.env.incoming, MAX_BODY_BYTES);
    if (body === undefined) return context.json({ error: 'too_large' }, 413);
    const wanted = wantedOf(body);
    if (typeof wanted === 'string') return context.json({ error: wanted }, 400);
    const entry = await enter(options, body, context.req.raw.signal);
    if (typeof entry === 'string') return refuse(context, entry);
    const [viewer, { token, expiresAt }, first] = await Promise.all([
      viewerOf(entry.adminId),
      access.openSession(entry.adminId),
      wanted && withTimeout(options.clock, NUMBERS_MS, numbers.all(wanted)).catch(() => null),
    ]);
    const session = { token, expiresAt: expiresAt.toISOString(), viewer };
    return context.json(wanted ? { ...session, numbers: first } : session);
  });
  routes.delete('/session', onlyAdmins, async (context) => {
    const token = credentials(context, 'bearer');
    if (token !== null) await access.endSession(token);
    return context.body(null, 204);
  });
  const onlyReaders = admitAdmins(options, options.apiToken);
  routes.get('/requests.csv', onlyReaders, (context) => sendRequests(context, options.readRequestPage));
  routes.get('/ai-usage', onlyReaders, async (context) => {
    const parameter = (name: string) => context.req.query(name);
    const span = readSpan(parameter);
    if (typeof span === 'string') return context.json({ error: span }, 400);
    const accountId = readAccount(parameter);
    if (accountId === undefined) return context.json({ error: 'account' }, 400);
    const request = { ...span, ...(accountId !== null && { userId: accountId }) };
    if (context.req.query('format') === 'csv')
      return sendCsv(context, await options.reports.details(request));
    return context.body(await numbers.report(request), 200, { 'content-type': 'application/json' });
  });
  routes.get('/alerts', onlyAdmins, async (context) => {
    return context.json({ alerts: await numbers.alerts() });
  });
  routes.get('/requests', onlyAdmins, async (context) => {
    const { timeZone, clock } = options;
    const query = readRequestQuery((name) => context.req.query(name), timeZone, dayOf(clock.now(), timeZone));
    if (typeof query === 'string') return context.json({ error: query }, 400);
    return context.json({ requests: await numbers.requests(query) });
  });
  routes.get('/access', onlyAdmins, async (context) => context.json(await readAccess(options)));
  routes.all('/session', onlyMethods('POST', 'DELETE'));
  for (const path of ['/ai-usage', '/access', '/alerts', '/requests', '/requests.csv'])
    routes.all(path, onlyMethods('GET'));
  return routes;
}

/** Limits requests before any lookup, so that a browser in a loop delays nobody else. */
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

// Headers may be long and are secret, so only their hash is kept.
function shortened(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

/** Admits admins, and another program where it may use an `apiToken`. */
function admitAdmins({ access }: WebOptions, apiToken: string | null = null): MiddlewareHandler<WebEnv> {
  return async function onlyAdmins(context, next) {
    const initData = credentials(context, 'tma');
    const token = credentials(context, 'bearer');
    if (apiToken !== null && token !== null && isSameSecret(token, apiToken)) return next();
    const entry =
      initData === null ? await access.enterBySession(token ?? '') : access.enterByInitData(initData);
    if (typeof entry === 'string') return refuse(context, entry);
    return next();
  };
}

function sendCsv(context: Context, details: ReportDetails): Response {
  return context.body(renderCsv(details), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${reportFileName(details)}.csv"`,
  });
}

async function enter({ access }: WebOptions, body: unknown, visit: AbortSignal): Promise<Entry> {
  const { initData, link } = (body ?? {}) as { initData?: unknown; link?: unknown };
  if (typeof initData === 'string') return access.enterByInitData(initData);
  return typeof link === 'string' ? access.enterByLink(link, visit) : 'invalid';
}

/** The numbers requested with a session, `null` for none, or the name of the invalid field. */
function wantedOf(body: unknown): Wanted | null | 'days' | 'limit' {
  const wish = (body ?? {}) as { days?: unknown; limit?: unknown };
  if (wish.days === undefined) return null;
  const days = wholeNumber(digitsOf(wish.days), MAX_DAYS);
  const limit = wholeNumber(digitsOf(wish.limit ?? 20), MAX_REQUESTS);
  if (days === null) return 'days';
  return limit === null ? 'limit' : { days, limit };
}

function refuse(context: Context, entry: Exclude<Entry, object>): Response {
  return context.json({ error: entry }, entry === 'not_admin' ? 403 : 401);
}

/** The credentials of the Authorization header for `scheme`; `null` for another scheme. */
function credentials(context: Context, scheme: 'bearer' | 'tma'): string | null {
  const [name = '', ...rest] = (context.req.header('authorization') ?? '').split(' ');
  return name.toLowerCase() === scheme ? rest.join(' ').trim() : null;
}

function digitsOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}
