import type { IncomingMessage } from 'node:http';
import { readAtMost } from '../../foundation/read-at-most.ts';

/**
 * What a body of at most `mostBytes` says; `undefined` when it is bigger, of which nothing more is read. It comes from
 * Node's own message: a `Request` made for its body costs more than everything else that a delivery needs here.
 */
export async function readSmallJson(incoming: IncomingMessage, mostBytes: number): Promise<unknown> {
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) return undefined;
  // Whoever sent too much is still to read the answer.
  const body = await readAtMost(incoming.iterator({ destroyOnReturn: false }), mostBytes).catch(saysNothing);
  return body ? parse(body.toString()) : undefined;
}

/** A connection that the client breaks off fails as one to the database does, for which nobody shall take it. */
function saysNothing(): Buffer {
  return Buffer.alloc(0);
}

/** What is no JSON says nothing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
