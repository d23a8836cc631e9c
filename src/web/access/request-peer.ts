import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { clientOf, forwardedClient, isTrustedHop } from './client-address.ts';

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

/** The key for rate limits: the client. `X-Forwarded-For` is believed only of a trusted hop. */
export function peerOf(context: Context<WebEnv>, isBehindProxy: boolean): string {
  const address = socketAddress(context);
  const forwarded = isTrustedHop(address, isBehindProxy)
    ? forwardedClient(context.req.header('x-forwarded-for'))
    : null;
  return forwarded ? `via ${forwarded}` : clientOf(address);
}
