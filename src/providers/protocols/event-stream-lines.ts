/**
 * The response with each line of its event stream passed through `rewrite` (without its line end); other
 * responses as they are. Lets a provider repair what an SDK's parser trips over, before it reads it.
 */
export function rewriteEventStream(response: Response, rewrite: (line: string) => string): Response {
  const isEventStream = response.headers.get('content-type')?.includes('text/event-stream');
  if (!response.body || !response.ok || !isEventStream) return response;
  const body = response.body
    .pipeThrough(textDecoder())
    .pipeThrough(lineRewriter(rewrite))
    .pipeThrough(new TextEncoderStream());
  return new Response(body, { status: response.status, headers: response.headers });
}

// TextDecoderStream is declared with a writable side that a body's bytes do not fit.
function textDecoder(): TransformStream<Uint8Array, string> {
  const decoder = new TextDecoder();
  return new TransformStream({
    transform: (bytes, controller) => controller.enqueue(decoder.decode(bytes, { stream: true })),
    flush: (controller) => controller.enqueue(decoder.decode()),
  });
}

function lineRewriter(rewrite: (line: string) => string): TransformStream<string, string> {
  let rest = '';
  const write = (line: string): string => `${rewrite(line.replace(/\r$/, ''))}\n`;
  return new TransformStream({
    transform(chunk, controller) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) controller.enqueue(lines.map(write).join(''));
    },
    flush(controller) {
      if (rest !== '') controller.enqueue(write(rest));
    },
  });
}
