import type { Api, ApiAnswer } from './pages-server.ts';
import type { SampleApi } from './sample-dashboard.ts';

const TOKEN = 'sample-token';

/** The API that says what the sample says, to whoever signed in. */
export function answerFor(sample: SampleApi): Api {
  return ({ path, days, authorization }) => {
    if (path === '/api/session') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      return ok({ token: TOKEN, expiresAt, viewer: sample.viewer });
    }
    if (authorization !== `Bearer ${TOKEN}`) return { status: 401 };
    if (path === '/api/ai-usage') return ok(sample.report(days));
    if (path === '/api/alerts') return ok({ alerts: sample.alerts });
    return ok({ requests: sample.requests });
  };
}

function ok(body: object): ApiAnswer {
  return { status: 200, body };
}
