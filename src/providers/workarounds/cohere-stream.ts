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
 * a response. Errors come as text, since it forgets the status of one whose body is not the JSON that its headers
 * promise. Unnecessary once a failed call keeps no process alive, and `CohereError` always has its status.
 */
export function repairedFetch(fetchResponse: typeof fetch): typeof fetch {
  return async (input, init) => {
    try {
      const response = await fetchResponse(input, init);
      return response.status < 400 ? response : await asText(response);
    } catch (error) {
      const body = new ReadableStream({ start: (controller) => controller.error(error) });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    }
  };
}

async function asText(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set('content-type', 'text/plain');
  return new Response(await response.text(), { status: response.status, headers });
}
