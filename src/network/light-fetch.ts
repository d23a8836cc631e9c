import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ArrivingBody } from './arriving-body.ts';
import { decodedBody } from './decoded-body.ts';

/**
 * A `fetch` on undici's dispatcher, for requests whose body is a string or a Node stream. The standard's
 * streams and copied requests would cost more than the rest of a streamed answer, and grammY's client a fifth
 * of one. Other requests use the global `fetch`. The response offers only what the SDKs use; redirects are
 * not followed. `mostConnections` limits connections per server; `null` means no limit.
 */
export function createLightFetch(mostConnections: number | null): typeof fetch {
  let opened: Promise<Dispatcher> | undefined;
  return async (input, init) => {
    const body = sendable(init?.body);
    if (!init || body === null || isRequest(input)) return fetch(input, init);
    const dispatcher = await (opened ??= openDispatcher(mostConnections));
    const { method = 'POST', headers = {} } = init;
    const { origin, pathname, search, href } = new URL(input);
    const request = { origin, path: `${pathname}${search}`, method, body, headers: fieldsOf(headers) };
    // The caller limits a call's time.
    const options = { ...request, headersTimeout: 0, bodyTimeout: 0 };
    const signal = init.signal ?? null;
    if (signal?.aborted) throw asError(signal.reason);
    return new Promise((resolve, reject) => {
      dispatcher.dispatch(options, answerHandler(href, signal, resolve, reject));
    });
  };
}

// Naming the global `Request` or `Headers` would load Node's own undici, a second one, before the first poll.
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === 'object' && 'url' in input;
}

function fieldsOf(headers: NonNullable<RequestInit['headers']>): Record<string, string> {
  return Symbol.iterator in headers
    ? Object.fromEntries(headers as Headers)
    : (headers as Record<string, string>);
}

function sendable(body: unknown): string | Readable | null {
  return typeof body === 'string' || body instanceof Readable ? body : null;
}

/** Saves a quiet bot the handshake of its next answer, unless the server closes the connection earlier. */
const KEEP_ALIVE_MS = 30_000;

/** Loaded by the first call, because it takes 15 MB. */
async function openDispatcher(connections: number | null): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent({ connections, keepAliveTimeout: KEEP_ALIVE_MS });
}

/** Resolves with the response when its headers arrive; `signal` ends the call at any time. */
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
    // undici cannot abort a call before it has a connection; the call is then aborted as soon as it starts.
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
      // Informational responses, such as 103.
      if (statusCode < 200) return;
      body = new ArrivingBody(() =>
        controller.abort(new Error('the reader stopped before the end of the response')),
      );
      resolve(answerOf(url, statusCode, headers, body));
    },
    onResponseData: (_controller, piece) => body?.arrive(piece),
    onResponseEnd: () => end(),
    onResponseError: (_controller, error) => end(error),
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the call was aborted');
}

/** Headers are a map with lower-case names, which offers what the SDKs use. */
function answerOf(
  url: string,
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  arriving: ArrivingBody,
): Response {
  const body = decodedBody(arriving, headers['content-encoding']?.toString());
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
