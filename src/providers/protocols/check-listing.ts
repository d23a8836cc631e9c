import { mapReportedFailure, mapThrownError, type FailureContext } from '../failures/failure-mapper.ts';
import { interruption } from '../failures/interruption.ts';
import { ProviderError } from '../contract/provider-error.ts';
import { reportedFailure } from '../failures/reported-failure.ts';
import { getFollowing, RefusedCall } from './post-following.ts';

export interface Listing {
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  /** Told what the list says. */
  onListing: (listing: unknown) => void;
  /** A service may keep its list to itself, and answer questions all the same. */
  isOptional?: boolean;
}

/**
 * Asks for a provider's list of models: free, and refused without a valid key. Plain `fetch`, since one SDK has
 * no such method and the others take an HTML page for a list.
 */
export async function checkListing(
  context: FailureContext,
  listing: Listing,
  signal: AbortSignal,
): Promise<void> {
  try {
    signal.throwIfAborted();
    const response = await getFollowing(listing.fetch, listing.url, { headers: listing.headers, signal });
    await judge(context, response, listing);
  } catch (error) {
    if (signal.aborted) throw interruption(context.name, signal);
    if (error instanceof ProviderError) throw error;
    if (!(error instanceof RefusedCall)) throw mapThrownError(context, error);
    const { status, headers, body } = error;
    throw mapReportedFailure(context, reportedFailure(status, headers, body, undefined));
  }
}

async function judge(
  context: FailureContext,
  response: Response,
  { onListing, isOptional = false }: Listing,
): Promise<void> {
  const text = await response.text();
  // Some gateways offer no listing, but they did answer.
  if (response.status === 404 || response.status === 405) return;
  if (response.ok) {
    onListing(JSON.parse(text));
    return;
  }
  const headers = Object.fromEntries(response.headers);
  const failed = mapReportedFailure(context, reportedFailure(response.status, headers, text, undefined));
  // A key may be for questions alone.
  const isKeptBack = failed.reason === 'forbidden' || failed.reason === 'key_restricted';
  if (isOptional && (isKeptBack || response.status === 501)) return;
  throw failed;
}
