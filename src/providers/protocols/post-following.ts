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

/**
 * Posts, and posts again where the same server says that it moved: `fetch` would turn that into a GET. Key and question
 * go to no other server, nor to a less protected port of this one. Throws `RefusedCall` for anything but success.
 */
export async function postFollowing(send: typeof fetch, url: string, post: Post): Promise<Response> {
  let target = new URL(url);
  for (let hops = 0; ; hops++) {
    const response = await send(target.href, { ...post, method: 'POST', redirect: 'manual' });
    if (response.ok) return response;
    const body = await response.text();
    const headers = Object.fromEntries(response.headers);
    const next = KEEPS_METHOD.has(response.status) ? addressIn(headers['location'], target) : null;
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
