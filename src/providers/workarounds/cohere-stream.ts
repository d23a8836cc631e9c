/**
 * The stream of bytes below an answer of `cohere-ai`. Its own reader (8.1.0) ends at any event that holds `[DONE]`,
 * an answer's text included. The property is private; a version that offers the response of `chatStream` as
 * `asResponse` does elsewhere makes this unnecessary.
 */
export function cohereStream(answer: object): ReadableStream<Uint8Array> {
  const stream: unknown = Reflect.get(answer, 'stream');
  if (stream instanceof ReadableStream) return stream as ReadableStream<Uint8Array>;
  throw new TypeError('cohere-ai hands out no stream: its version has changed');
}

/**
 * A `fetch` whose failures come as a body that fails: `cohere-ai` (8.1.0) clears its timer of five minutes only after
 * a response. Unnecessary once `fetch failed` no longer keeps a process alive that long.
 */
export function withoutLingeringTimer(fetchResponse: typeof fetch): typeof fetch {
  return async (input, init) => {
    try {
      return await fetchResponse(input, init);
    } catch (error) {
      const body = new ReadableStream({ start: (controller) => controller.error(error) });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    }
  };
}
