import { isOutage } from '../../../src/database/engine/is-outage.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { sendTogether } from '../../../src/database/engine/send-together.ts';
import { findBinaries, startStandby, startTemporaryServer } from '../../support/database/postgres-server.ts';
import { startMovableAddress, type MovableAddress } from '../../support/network/movable-address.ts';

const WRITE = `INSERT INTO note (text) VALUES ('kept')`;

/** Every way on which the product writes. */
const WAYS: Record<string, (database: Database) => Promise<unknown>> = {
  'raw SQL': ({ client }) => client.$executeRawUnsafe(WRITE),
  transaction: ({ transaction }) => transaction((connection) => connection.$executeRawUnsafe(WRITE)),
  'past Prisma': ({ direct }) => direct.$executeRawUnsafe(WRITE),
  'in steps': (database) =>
    sendTogether(database, async (connection) => {
      await connection.$queryRawUnsafe('SELECT 1');
      await connection.$queryRawUnsafe(`${WRITE} RETURNING text`);
    }),
};
const MANY = 8;

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const binaries = await findBinaries();
(binaries ? describe : describe.skip)('a pool behind an address that leads to another server by now', () => {
  let primary: Awaited<ReturnType<typeof startTemporaryServer>>;
  let standby: typeof primary;
  let address: MovableAddress;
  let database: Database;

  beforeAll(async () => {
    primary = await startTemporaryServer(binaries!);
    const direct = await openDatabase({ url: primary.url });
    await direct.client.$executeRawUnsafe('CREATE TABLE note (text text)');
    await direct.close();
    standby = await startStandby(binaries!, primary);
  }, 600_000);
  beforeEach(async () => {
    address = await startMovableAddress(primary.url);
    database = await openDatabase({ url: address.url, silenceMs: 500 });
  });
  afterEach(async () => {
    await address.close();
    await database.close();
  });
  afterAll(async () => {
    await standby.stop();
    await primary.stop();
  });

  it.each(Object.entries(WAYS))('fails once on a standby, and not again: %s', async (_, write) => {
    address.moveTo(standby.url);
    const reads = Array.from({ length: MANY }, () => database.direct.$queryRawUnsafe('SELECT pg_sleep(0.1)'));
    await Promise.all(reads);
    address.moveTo(primary.url);
    const failure = await failureOf(write(database));
    expect(isOutage(failure)).toBe(true);
    // The pool had many connections to the standby, all of which are as useless as the one that failed.
    await write(database);
  });

  it.each(Object.entries(WAYS))('does not wait for a server that says nothing: %s', async (_, write) => {
    await write(database);
    address.stall();
    expect(isOutage(await failureOf(write(database)))).toBe(true);
    await write(database);
  });

  it('lets a transaction take its time between two statements', async () => {
    await database.transaction(async (connection) => {
      await connection.$executeRawUnsafe(WRITE);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await connection.$executeRawUnsafe(WRITE);
    });
  });
});
