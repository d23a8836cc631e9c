import { ApiError, errorOf } from './api-error.ts';

/** A server that has not answered by then does not answer. */
const PATIENCE_MS = 20_000;

/** The server's answer when it is a good one. Throws `ApiError`. */
export async function askServer(path: string, request: RequestInit): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  const response = await fetch(path, { ...request, signal: late.signal }).catch(() => {
    throw new ApiError(late.signal.aborted ? 'unavailable' : 'offline');
  });
  clearTimeout(timer);
  if (!response.ok) throw errorOf(response);
  return response;
}
