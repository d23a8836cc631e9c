import { Hono } from 'hono';
import { describeError } from '../foundation/describe-error.ts';
import { apiRoutes } from './routes/api-routes.ts';
import { dashboardRoutes } from './routes/dashboard-routes.ts';
import { probeRoutes } from './routes/probe-routes.ts';
import type { WebEnv } from './access/request-peer.ts';
import { securityHeaders } from './access/security-headers.ts';
import type { WebOptions } from './routes/web-options.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';

/** The web server's routes, in order. */
export function createWebApp(options: WebOptions): Hono<WebEnv> {
  const { publicUrl, isOutage, logger } = options;
  const app = new Hono<WebEnv>();
  app.use(securityHeaders(publicUrl));
  app.route('/', probeRoutes(options));
  app.route('/api', apiRoutes(options));
  app.route('/', webhookRoutes(options));
  app.route('/', dashboardRoutes());
  app.notFound((context) => context.json({ error: 'not_found' }, 404));
  app.onError((error, context) => {
    if (isOutage(error)) return context.json({ error: 'unavailable' }, 503);
    // Only the path is logged; a query may contain secrets.
    logger.error({ path: context.req.path, error: describeError(error) }, 'a web request failed');
    return context.json({ error: 'internal' }, 500);
  });
  return app;
}
