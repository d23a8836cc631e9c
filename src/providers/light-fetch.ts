import type { Dispatcher } from 'undici';

type Ask = (
  url: string | URL,
  options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
) => Promise<Dispatcher.ResponseData>;

let opened: Promise<Ask> | undefined;

/**
 * `fetch` for what an SDK asks with a text and reads piece by piece, on undici's own `request`: the standard's streams,
 * requests and copies of both would cost more than all the rest of a streamed answer. Whatever else is asked goes
 * through the global one. The answer has what the SDKs use of a `Response`; redirects are not followed.
 */
export const lightFetch: typeof fetch = async (input, init) => {
  if (typeof init?.body !== 'string' || input instanceof Request) return fetch(input, init);
  const ask = await (opened ??= openClient());
  const { method = 'POST', body, signal } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  // The limits on a call's time are the caller's.
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  const answer = await ask(input, { method, headers, body, signal, ...limits });
  return answerOf(answer, String(input)) as unknown as Response;
};

/** Loaded with the first question: it takes 15 MB. */
async function openClient(): Promise<Ask> {
  const { Agent, request } = await import('undici');
  const dispatcher = new Agent();
  return (url, options) => request(url, { ...options, dispatcher });
}

type Answer = Pick<Response, 'ok' | 'status' | 'statusText' | 'url' | 'headers' | 'text' | 'json'> & {
  /** Node's own stream. */
  body: AsyncIterable<Uint8Array>;
};

function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData, url: string): Answer {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return {
    ok: statusCode >= 200 && statusCode < 300,
    status: statusCode,
    statusText: '',
    url,
    headers: new Headers(pairs),
    text: () => body.text(),
    json: () => body.json(),
    body,
  };
}
