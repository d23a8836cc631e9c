import type { Context } from 'hono';

/** Refuses all methods except `methods` with 405, and answers OPTIONS. */
export function onlyMethods(...methods: readonly string[]) {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (context: Context): Response => {
    context.header('allow', allow);
    return context.body(null, context.req.method === 'OPTIONS' ? 204 : 405);
  };
}
