import { FEED_LENGTH, type ApiClient, type Snapshot } from './api-client.ts';
import { ApiError } from './api-error.ts';
import type { Access, RecentRequest, RequestFilter } from './api-types.ts';
import { isPlain, viewQuery, type View } from './view.ts';

/** What can be saved for a spreadsheet: the totals of days, or the single requests. */
export type FileKind = 'days' | 'requests';

/** Who waits to be let in and who is blocked, or why that is not known. */
export async function askAccess(client: ApiClient): Promise<Access | ApiError> {
  const found = await client.ask<Access>('api/access');
  // A bot that was started before its pages were updated does not know the question.
  return found instanceof ApiError || 'waiting' in found ? found : new ApiError('failed');
}

/** The requests of a view that a filter lets through and that come after one, newest first. */
export async function askRequests(
  client: ApiClient,
  view: View,
  filter: RequestFilter,
  after: RecentRequest | null,
): Promise<RecentRequest[] | ApiError> {
  const found = await client.ask<{ requests: RecentRequest[] }>(requestsPath(view, filter, after));
  return found instanceof ApiError ? found : found.requests;
}

/** Everybody's requests go on beyond the period; where there is a filter the server looks through the period alone. */
function requestsPath(view: View, { provider, outcome }: RequestFilter, after: RecentRequest | null): string {
  const parameters = [`limit=${FEED_LENGTH}`];
  if (!isPlain(view) || provider !== null || outcome !== null) parameters.push(viewQuery(view));
  if (provider !== null) parameters.push(`provider=${provider}`);
  if (outcome !== null) parameters.push(`outcome=${outcome}`);
  if (after) parameters.push(`before=${after.createdAt}/${after.id}`);
  return `api/requests?${parameters.join('&')}`;
}

/** What the page is about as a file for a spreadsheet; `null` when there is none. */
export function askCsv(client: ApiClient, kind: FileKind, { view, report }: Snapshot): Promise<Blob | null> {
  if (kind === 'days') return client.file(`api/ai-usage?${viewQuery(view)}&format=csv`);
  const { from, to } = report.period;
  // The days as the server counts them, also where the view says how many.
  return client.file(`api/requests.csv?${viewQuery({ ...view, range: { from, to } })}`);
}
