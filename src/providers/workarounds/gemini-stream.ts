import { withFetch } from './fetch-override.ts';

/** An error's response, of which the SDK keeps the status and the message alone. */
export class RefusedByGemini extends Error {
  readonly response: { status: number; headers: Headers; body: string };

  constructor(response: RefusedByGemini['response'], cause: unknown) {
    super('Gemini refused', { cause });
    this.response = response;
  }
}

/**
 * Runs `send`, which makes one request through `@google/generative-ai`, and resolves with the response that it
 * streams. The SDK's own reader (0.24.1) drops chunks that arrived before one it cannot parse, refuses comments and
 * any other line than `data: `, loses the last event without an empty line behind it, and gathers the whole answer a
 * second time. The package is at its end of life; an SDK that hands out its response makes this unnecessary.
 */
export async function takeStream(
  fetchResponse: typeof fetch,
  send: () => Promise<{ response: Promise<unknown> }>,
): Promise<Response> {
  const seen: { stream: Response | null; refusal: RefusedByGemini['response'] | null } = {
    stream: null,
    refusal: null,
  };
  const divert: typeof fetch = async (input, init) => {
    const response = await fetchResponse(input, init);
    const { ok, status, headers } = response;
    if (ok) seen.stream = response;
    else seen.refusal = { status, headers, body: await response.text() };
    return new Response('', { status });
  };
  try {
    const { response } = await withFetch(divert, send);
    // What the SDK makes of the empty stream is nobody's business; left alone, its failure would end the process.
    response.catch(() => undefined);
  } catch (error) {
    throw seen.refusal ? new RefusedByGemini(seen.refusal, error) : error;
  }
  return seen.stream ?? new Response('');
}
