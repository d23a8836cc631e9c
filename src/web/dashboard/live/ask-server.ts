import { ApiError, errorOf } from './api-error.ts';

/** A server that has not said everything by then does not answer. */
const PATIENCE_MS = 20_000;

/** What the server answers, when it is a good answer. Throws `ApiError`. */
export async function askServer<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { ...request, signal: late.signal });
    if (!response.ok) throw errorOf(response);
    return (await response.json()) as Answer;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    if (error instanceof SyntaxError) throw new ApiError('failed');
    throw new ApiError(late.signal.aborted ? 'unavailable' : 'offline');
  } finally {
    clearTimeout(timer);
  }
}
