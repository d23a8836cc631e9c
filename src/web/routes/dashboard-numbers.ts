import { renderJson } from '../../reports/render-json.ts';
import { openAlertsOf, type OpenAlert } from '../numbers/open-alerts-of.ts';
import { requestJson } from './request-json.ts';
import { shareRecent } from '../numbers/share-recent.ts';
import type { WebOptions } from './web-options.ts';

/** Equal requests within this time share a result. */
const SHARED_MS = 2_000;

/** The requested amount of data. */
export interface Wanted {
  days: number;
  /** The number of newest requests. */
  limit: number;
}

/** The dashboard's data in the shape of its API. */
export interface DashboardNumbers {
  /** The report as JSON text. */
  report(days: number): Promise<string>;
  alerts(): Promise<OpenAlert[]>;
  requests(limit: number): Promise<ReturnType<typeof requestJson>[]>;
  /** Report, alerts and requests at once. */
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
