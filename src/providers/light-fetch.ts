import type { Dispatcher } from 'undici';
import { ArrivingBody } from './arriving-body.ts';

let opened: Promise<Dispatcher> | undefined;

/**
 * `fetch` for what an SDK asks with a text and reads piece by piece, on undici's own dispatcher: the standard's streams,
 * requests and copies of both would cost more than all the rest of a streamed answer. Whatever else is asked goes
 * through the global one. The answer has what the SDKs use of a `Response`; redirects are not followed.
 */
export const lightFetch: typeof fetch = async (input, init) => {
  if (typeof init?.body !== 'string' || input instanceof Request) return fetch(input, init);
  const dispatcher = await (opened ??= openDispatcher());
  const { method = 'POST', body, headers = {} } = init;
  const { origin, pathname, search, href } = new URL(input);
  const request = { origin, path: `${pathname}${search}`, method, body };
  const pairs = Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers));
  // The limits on a call's time are the caller's.
  const options = { ...request, headers: pairs, headersTimeout: 0, bodyTimeout: 0 };
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, answerHandler(href, init.signal ?? null, resolve, reject));
  });
};

/** Loaded with the first question: it takes 15 MB. */
async function openDispatcher(): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent();
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
  return reason instanceof Error ? reason : new Error(String(reason));
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
