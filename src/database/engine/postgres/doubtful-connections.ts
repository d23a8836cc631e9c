import type { Socket } from 'node:net';
import type { OpenDatabaseOptions } from '../database.ts';
import type { Client, Pool } from './postgres-direct.ts';

/** PostgreSQL's code of a statement that would write, where nothing may be written. */
const READ_ONLY = '25006';

/** Has the code of a connection that the system gave up. */
class ServerSilent extends Error {
  readonly code = 'ETIMEDOUT';
}

/** What the driver's types leave out: no statement is under way. */
interface Readiness {
  readyForQuery: boolean;
}

/**
 * Closes connections of the pool that lead nowhere after a failover: those to a server that says nothing any more, whose
 * statements fail then as in any other outage, and those to one that is a standby by now, or was one when they were
 * opened. An address, as of a proxy or in DNS, may lead elsewhere meanwhile, but a connection stays where it is, and a
 * pool would use it again and again. What one connection shows is true of all that are as old.
 */
export function closeDoubtful(pool: Pool, { silenceMs }: Pick<OpenDatabaseOptions, 'silenceMs'>): void {
  let generation = 0;
  const generations = new WeakMap<object, number>();
  const doubt = (client: Client) => {
    if (generations.get(client) !== generation) return;
    generation++;
    for (let idle = pool.idleCount; idle > 0; idle--) closeNext(pool);
  };
  pool.on('connect', (client: Client) => {
    generations.set(client, generation);
    client.connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (code === READ_ONLY) doubt(client);
    });
    if (silenceMs === undefined) return;
    // Of an encrypted connection too, it is the socket by now.
    const stream = client.connection.stream as Socket;
    stream.setTimeout(silenceMs, () => {
      // A transaction may let the server wait for as long as it likes.
      if ((client as unknown as Readiness).readyForQuery) return;
      doubt(client);
      stream.destroy(new ServerSilent(`the database said nothing for ${silenceMs} ms`));
    });
  });
  pool.on('release', (_error: unknown, client: Client) => {
    // The pool keeps none that is ending.
    if (generations.get(client) !== generation) void client.end().catch(() => undefined);
  });
}

/** An idle connection, if another statement does not get it first. */
function closeNext(pool: Pool): void {
  pool.connect().then(
    (client) => client.release(true),
    () => undefined,
  );
}
