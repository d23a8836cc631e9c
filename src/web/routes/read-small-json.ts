import type { IncomingMessage } from 'node:http';
import { readAtMost } from '../../foundation/read-at-most.ts';

/**
 * Parses a JSON body of at most `mostBytes` bytes; `undefined` if it is larger, without reading the rest. It
 * reads Node's message, because creating a `Request` for its body costs more than everything else in a
 * delivery.
 */
export async function readSmallJson(incoming: IncomingMessage, mostBytes: number): Promise<unknown> {
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) return undefined;
  // Keeps the connection, so that a client that sent too much can read the response.
  const body = await readAtMost(incoming.iterator({ destroyOnReturn: false }), mostBytes).catch(saysNothing);
  return body ? parse(body.toString()) : undefined;
}

/** A connection that the client breaks off fails like one to the database and must not be mistaken for it. */
function saysNothing(): Buffer {
  return Buffer.alloc(0);
}

/** Invalid JSON gives `null`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
