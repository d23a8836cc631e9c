import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

export type WebEnv = { Bindings: HttpBindings };

/** The address of the socket's other end: what nobody can make up. */
export function socketAddress(context: Context<WebEnv>): string {
  return context.env.incoming.socket.remoteAddress ?? '';
}

export function isForwarded(context: Context<WebEnv>): boolean {
  return ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'].some((name) => context.req.header(name));
}

/**
 * Whom a limit counts for. Behind a proxy all sockets are the proxy's own; what it added last to the list is
 * the address that it saw.
 */
export function peerOf(context: Context<WebEnv>, isBehindProxy: boolean): string {
  const seen = isBehindProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return seen ? `via ${seen.slice(0, 50)}` : socketAddress(context);
}
