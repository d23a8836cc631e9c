import type { HeaderValues } from '../readings/rate-limit-headers.ts';

/** A response whose status says that the request was not answered. */
export class RefusedCall extends Error {
  override readonly name = 'RefusedCall';
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: string;

  constructor(status: number, headers: HeaderValues, body: string) {
    super(`the call was refused with ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export interface Post {
  headers: Readonly<Record<string, string>>;
  body: string;
  signal: AbortSignal;
}

const MOST_REDIRECTS = 3;
/** Of 303 the answer is elsewhere, and not to be asked for again by POST. */
const KEEPS_METHOD: ReadonlySet<number> = new Set([301, 302, 307, 308]);
const REDIRECTS: ReadonlySet<number> = new Set([...KEEPS_METHOD, 303]);

/**
 * Posts, and posts again where the same server says that it moved: `fetch` would turn that into a GET. Throws
 * `RefusedCall` for anything but success.
 */
export async function postFollowing(send: typeof fetch, url: string, post: Post): Promise<Response> {
  const response = await sendFollowing(send, url, { ...post, method: 'POST' }, KEEPS_METHOD);
  if (response.ok) return response;
  throw new RefusedCall(response.status, Object.fromEntries(response.headers), await response.text());
}

/** Gets what is at the address, or where the same server says that it moved to; whatever its status. */
export function getFollowing(send: typeof fetch, url: string, get: Omit<Post, 'body'>): Promise<Response> {
  return sendFollowing(send, url, { ...get, method: 'GET' }, REDIRECTS);
}

/** Key and question go to no other server, nor to a less protected port of this one: `RefusedCall` then. */
async function sendFollowing(
  send: typeof fetch,
  url: string,
  request: RequestInit,
  followed: ReadonlySet<number>,
): Promise<Response> {
  let target = new URL(url);
  for (let hops = 0; ; hops++) {
    const response = await send(target.href, { ...request, redirect: 'manual' });
    if (!followed.has(response.status)) return response;
    const headers = Object.fromEntries(response.headers);
    const next = addressIn(headers['location'], target);
    const body = await response.text();
    if (!next) throw new RefusedCall(response.status, headers, body);
    if (hops === MOST_REDIRECTS || !isSameServer(target, next))
      throw new RefusedCall(response.status, headers, leadsAway(next));
    target = next;
  }
}

function addressIn(location: string | undefined, base: URL): URL | null {
  return location !== undefined && URL.canParse(location, base.href) ? new URL(location, base) : null;
}

function isSameServer(from: URL, to: URL): boolean {
  if (from.hostname !== to.hostname) return false;
  return from.origin === to.origin || (from.protocol === 'http:' && to.protocol === 'https:');
}

/** As an error's body. What follows `?` may be secret. */
function leadsAway({ origin, pathname }: URL): string {
  return JSON.stringify({ message: `The server redirects to ${origin}${pathname}: check baseUrl` });
}
