import { renderJson } from '../../reports/render-json.ts';
import { openAlertsOf, type OpenAlert } from '../numbers/open-alerts-of.ts';
import { requestJson } from './request-json.ts';
import { shareRecent } from '../numbers/share-recent.ts';
import type { WebOptions } from './web-options.ts';

/** Everybody who asks for the same within this time gets the same report. */
const SHARED_MS = 2_000;

/** How much of what the dashboard shows somebody wants to see. */
export interface Wanted {
  days: number;
  /** How many of the last requests. */
  limit: number;
}

/** What the dashboard shows, in the shape that its API promises. */
export interface DashboardNumbers {
  /** The text of the report's JSON. */
  report(days: number): Promise<string>;
  alerts(): Promise<OpenAlert[]>;
  requests(limit: number): Promise<ReturnType<typeof requestJson>[]>;
  /** All of them, as they are at this moment. */
  all(wanted: Wanted): Promise<object>;
}

export function createDashboardNumbers(options: WebOptions): DashboardNumbers {
  const shared = { clock: options.clock, maxAgeMs: SHARED_MS };
  const report = shareRecent(async (days: number) => {
    return JSON.stringify(renderJson(await options.reports.report({ days })));
  }, shared);
  const readRequests = shareRecent(options.listRequests, shared);
  const alerts = async () => openAlertsOf(await options.listAlerts());
  const requests = async (limit: number) => {
    const listed = await readRequests(limit);
    const names = await options.readNames([...new Set(listed.flatMap(({ userId }) => userId ?? []))]);
    return listed.map((request) => requestJson(request, names));
  };
  const all = async ({ days, limit }: Wanted): Promise<object> => {
    const found = await Promise.all([report(days), alerts(), requests(limit)]);
    return { report: JSON.parse(found[0]) as unknown, alerts: found[1], requests: found[2] };
  };
  return { report, alerts, requests, all };
}
