import { Hono } from 'hono';
import { mayReadMetrics } from '../access/may-read-metrics.ts';
import { onlyMethods } from '../access/only-methods.ts';
import { isForwarded, socketAddress, type WebEnv } from '../access/request-peer.ts';
import type { WebOptions } from './web-options.ts';

/** Liveness, readiness and metrics for operators. */
export function probeRoutes({ failing, metrics, metricsToken, publicUrl }: WebOptions): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/healthz', (context) => context.json({ status: 'alive' }));
  routes.get('/readyz', async (context) => {
    const names = await failing();
    if (names.length === 0) return context.json({ status: 'ready' });
    return context.json({ status: 'not ready', failing: names }, 503);
  });
  routes.get('/metrics', async (context) => {
    const reader = {
      authorization: context.req.header('authorization') ?? '',
      peer: socketAddress(context),
      host: context.req.header('host') ?? '',
      isForwarded: isForwarded(context),
    };
    const door = { token: metricsToken, isPublic: publicUrl !== null };
    if (!mayReadMetrics(reader, door))
      return context.json({ error: 'invalid' }, metricsToken === null ? 403 : 401);
    const { text, contentType } = await metrics.page();
    return context.body(text, 200, { 'content-type': contentType });
  });
  for (const path of ['/healthz', '/readyz', '/metrics']) routes.all(path, onlyMethods('GET'));
  return routes;
}
