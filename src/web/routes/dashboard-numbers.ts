import { dayOf } from '../../foundation/day.ts';
import type { ReportRequest } from '../../reports/model/report-service.ts';
import { renderJson } from '../../reports/render-json.ts';
import { openAlertsOf, type OpenAlert } from '../numbers/open-alerts-of.ts';
import { groupIn, requestJson } from './request-json.ts';
import { shareRecent } from '../numbers/share-recent.ts';
import type { RequestQuery, WebOptions } from './web-options.ts';

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
  report(request: ReportRequest): Promise<string>;
  alerts(): Promise<OpenAlert[]>;
  requests(query: RequestQuery): Promise<ReturnType<typeof requestJson>[]>;
  /** Report, alerts and the newest requests at once. */
  all(wanted: Wanted): Promise<object>;
}

export function createDashboardNumbers(options: WebOptions): DashboardNumbers {
  const { reports, listRequests, readNames } = options;
  const shared = { clock: options.clock, maxAgeMs: SHARED_MS };
  const readReport = shareRecent(async (key: string) => {
    return JSON.stringify(renderJson(await reports.report(requestOf(key))));
  }, shared);
  const readNewest = shareRecent((take: number) => listRequests({ ...EVERYTHING, take }), shared);
  const report = (request: ReportRequest) => readReport(keyOf(request));
  const today = () => dayOf(options.clock.now(), options.timeZone);
  const alerts = async () => openAlertsOf(await options.listAlerts(), today());
  const requests = async (query: RequestQuery) => {
    const listed = await (isNewest(query) ? readNewest(query.take) : listRequests(query));
    const ids = listed.flatMap(({ userId, chatId }) => [userId ?? [], groupIn(chatId) ?? []].flat());
    const names = await readNames([...new Set(ids)]);
    return listed.map((request) => requestJson(request, names));
  };
  const all = async ({ days, limit }: Wanted): Promise<object> => {
    const newest = requests({ ...EVERYTHING, take: limit });
    const found = await Promise.all([report({ days }), alerts(), newest]);
    return { report: JSON.parse(found[0]) as unknown, alerts: found[1], requests: found[2] };
  };
  return { report, alerts, requests, all };
}

const EVERYTHING = { accountId: null, provider: null, outcome: null, span: null, before: null };

/** The list that every open page asks for. */
function isNewest({ accountId, provider, outcome, span, before }: RequestQuery): boolean {
  return [accountId, provider, outcome, span, before].every((narrowing) => narrowing === null);
}

/** Equal requests have one key. */
function keyOf({ days, range = null, userId }: ReportRequest): string {
  return [days, range?.from ?? '', range?.to ?? '', userId ?? ''].join('/');
}

function requestOf(key: string): ReportRequest {
  const [days, from, to, userId] = key.split('/');
  return {
    days: Number(days),
    ...(from && to && { range: { from, to } }),
    ...(userId && { userId: BigInt(userId) }),
  };
}
