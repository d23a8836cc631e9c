import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { clientOf, forwardedClient, isLoopback, isPrivate } from './client-address.ts';

export type WebEnv = { Bindings: HttpBindings };

/** The socket's remote address, which a request cannot forge. */
export function socketAddress(context: Context<WebEnv>): string {
  return context.env.incoming.socket.remoteAddress ?? '';
}

/** Headers that proxies add, those of CDNs too. */
const FORWARDING = /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/i;

export function isForwarded(context: Context<WebEnv>): boolean {
  const names = Object.keys(context.req.header());
  return names.some((name) => FORWARDING.test(name));
}

/**
 * The key for rate limits: the client. `X-Forwarded-For` is believed only of a trusted hop: a proxy on this machine, or,
 * where `PUBLIC_URL` says that there is a proxy, one in a private network.
 */
export function peerOf(context: Context<WebEnv>, isBehindProxy: boolean): string {
  const address = socketAddress(context);
  const isTrustedHop = isLoopback(address) || (isBehindProxy && isPrivate(address));
  const forwarded = isTrustedHop ? forwardedClient(context.req.header('x-forwarded-for')) : null;
  return forwarded ? `via ${forwarded}` : clientOf(address);
}
