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
    const signal = init.signal ?? null;
    if (signal?.aborted) throw asError(signal.reason);
    return new Promise((resolve, reject) => {
      dispatcher.dispatch(options, answerHandler(href, signal, resolve, reject));
    });
  };
}

function sendable(body: unknown): string | Readable | null {
  return typeof body === 'string' || body instanceof Readable ? body : null;
}

/** A quiet bot's next answer spares the handshake, unless the server ended the connection before. */
const KEEP_ALIVE_MS = 30_000;

/** Loaded with the first call: it takes 15 MB. */
async function openDispatcher(connections: number | null): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent({ connections, keepAliveTimeout: KEEP_ALIVE_MS });
}

/** Resolves with the answer when its headers are there; `signal` ends the call at any time. */
function answerHandler(
  url: string,
  signal: AbortSignal | null,
  resolve: (answer: Response) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  let body: ArrivingBody | null = null;
  let started: Dispatcher.DispatchController | null = null;
  const end = (error: Error | null = null): void => {
    signal?.removeEventListener('abort', leave);
    body?.end(error);
    if (error) reject(error);
  };
  const leave = (): void => {
    const error = asError(signal?.reason);
    // Until there is a connection, undici can be told nothing; what nobody waits for is not sent then.
    if (started) started.abort(error);
    else end(error);
  };
  signal?.addEventListener('abort', leave, { once: true });
  return {
    onRequestStart: (controller) => {
      started = controller;
      if (signal?.aborted) leave();
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
