import type { Api, ApiAnswer } from '../web/pages-server.ts';
import type { SampleApi } from '../web/sample-dashboard.ts';

const TOKEN = 'sample-token';

const NOBODY = { waiting: { count: 0, accounts: [] }, blocked: { count: 0, accounts: [] }, acts: [] };

/** The API that says what the sample says, to whoever signed in. */
export function answerFor(sample: SampleApi): Api {
  return ({ path, days, authorization, body }) => {
    if (path === '/api/session') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const { days: wanted } = JSON.parse(body) as { days: number };
      const numbers = { report: sample.report(wanted), alerts: sample.alerts, requests: sample.requests };
      return ok({ token: TOKEN, expiresAt, viewer: sample.viewer, numbers });
    }
    if (authorization !== `Bearer ${TOKEN}`) return { status: 401 };
    if (path === '/api/ai-usage') return ok(sample.report(days));
    if (path === '/api/alerts') return ok({ alerts: sample.alerts });
    if (path === '/api/access') return ok(sample.access ?? NOBODY);
    return ok({ requests: sample.requests });
  };
}

function ok(body: object): ApiAnswer {
  return { status: 200, body };
}
