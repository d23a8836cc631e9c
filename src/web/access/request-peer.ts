import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

export type WebEnv = { Bindings: HttpBindings };

/** The socket's remote address, which a request cannot forge. */
export function socketAddress(context: Context<WebEnv>): string {
  return context.env.incoming.socket.remoteAddress ?? '';
}

export function isForwarded(context: Context<WebEnv>): boolean {
  return ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'].some((name) => context.req.header(name));
}

/**
 * The key for rate limits: the socket's address or, behind a proxy, the last entry that the proxy added to
 * `X-Forwarded-For`.
 */
export function peerOf(context: Context<WebEnv>, isBehindProxy: boolean): string {
  const seen = isBehindProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return seen ? `via ${seen.slice(0, 50)}` : socketAddress(context);
}
