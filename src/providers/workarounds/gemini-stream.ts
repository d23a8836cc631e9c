import { withFetch } from './fetch-override.ts';

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
  let taken: Response | null = null;
  const divert: typeof fetch = async (input, init) => {
    const response = await fetchResponse(input, init);
    if (!response.ok) return response;
    taken = response;
    return new Response('');
  };
  const { response } = await withFetch(divert, send);
  // What the SDK makes of the empty stream is nobody's business; left alone, its failure would end the process.
  response.catch(() => undefined);
  return taken ?? new Response('');
}
