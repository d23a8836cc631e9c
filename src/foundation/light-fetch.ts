import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ArrivingBody } from './arriving-body.ts';

/**
 * A `fetch` for what an SDK asks with a text or a stream of Node's, on undici's own dispatcher: the standard's streams,
 * requests and copies of both would cost more than all the rest of a streamed answer, and grammY's own client a fifth
 * of one. Whatever else is asked goes through the global one. The answer has what the SDKs use of a `Response`;
 * redirects are not followed.
 *
 * @param mostConnections at most so many to one server; `null` for any number.
 */
export function createLightFetch(mostConnections: number | null): typeof fetch {
  let opened: Promise<Dispatcher> | undefined;
  return async (input, init) => {
    const body = sendable(init?.body);
    if (!init || body === null || input instanceof Request) return fetch(input, init);
    const dispatcher = await (opened ??= openDispatcher(mostConnections));
    const { method = 'POST', headers = {} } = init;
    const { origin, pathname, search, href } = new URL(input);
    const fields =
      headers instanceof Headers ? Object.fromEntries(headers) : (headers as Record<string, string>);
    const request = { origin, path: `${pathname}${search}`, method, body, headers: fields };
    // The limits on a call's time are the caller's.
    const options = { ...request, headersTimeout: 0, bodyTimeout: 0 };
    return new Promise((resolve, reject) => {
      dispatcher.dispatch(options, answerHandler(href, init.signal ?? null, resolve, reject));
    });
  };
}

function sendable(body: unknown): string | Readable | null {
  return typeof body === 'string' || body instanceof Readable ? body : null;
}

/** Loaded with the first call: it takes 15 MB. */
async function openDispatcher(connections: number | null): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent({ connections });
}

/** Resolves with the answer when its headers are there; `signal` ends the call at any time. */
function answerHandler(
  url: string,
  signal: AbortSignal | null,
  resolve: (answer: Response) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  let body: ArrivingBody | null = null;
  let abort: (() => void) | null = null;
  const end = (error: Error | null = null): void => {
    if (abort) signal?.removeEventListener('abort', abort);
    body?.end(error);
    if (error) reject(error);
  };
  return {
    onRequestStart: (controller) => {
      const leave = () => controller.abort(asError(signal?.reason));
      abort = leave;
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    },
    onResponseStart: (controller, statusCode, headers) => {
      // What is said before the answer itself, such as 103.
      if (statusCode < 200) return;
      body = new ArrivingBody(() => controller.abort(new Error('nobody reads the answer any more')));
      resolve(answerOf(url, statusCode, headers, body));
    },
    onResponseData: (_controller, piece) => body?.arrive(piece),
    onResponseEnd: () => end(),
    onResponseError: (_controller, error) => end(error),
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the call was ended');
}

/** Headers are a map, which answers what the SDKs ask of them; their names are in small letters. */
function answerOf(
  url: string,
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: ArrivingBody,
): Response {
  const answer = {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    url,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    text: () => body.text(),
    json: async () => JSON.parse(await body.text()) as unknown,
    body,
  };
  return answer as unknown as Response;
}
