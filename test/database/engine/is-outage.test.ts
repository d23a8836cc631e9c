import dns from 'node:dns';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOutage } from '../../../src/database/engine/is-outage.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { sendTogether } from '../../../src/database/engine/send-together.ts';
import { engines } from '../../support/database/test-database.ts';

/** Every way on which the product asks: through the models, in raw SQL, and in a transaction. */
const WAYS: Record<string, (database: Database) => Promise<unknown>> = {
  models: ({ client }) => client.setting.findMany(),
  'raw SQL': ({ client }) => client.$queryRawUnsafe('SELECT 1'),
  transaction: ({ transaction }) => transaction((connection) => connection.$queryRawUnsafe('SELECT 1')),
  'past Prisma': ({ direct }) => direct.$queryRawUnsafe('SELECT 1'),
  'in steps': (database) => sendTogether(database, (connection) => connection.$queryRawUnsafe('SELECT 1')),
  'at once': (database) => sendTogether(database, (connection) => connection.$executeRawUnsafe('SELECT 1')),
};

/** Which ways call the failure of a database at `url` an outage. */
async function outagesAt(url: string): Promise<string[]> {
  const database = await openDatabase({ url });
  const found: string[] = [];
  for (const [way, ask] of Object.entries(WAYS)) {
    const error: unknown = await ask(database).then(
      () => null,
      (error: unknown) => error,
    );
    if (isOutage(error)) found.push(way);
  }
  await database.close();
  return found;
}

/** Lets whoever looks up a name meanwhile fail as the network does. */
async function whileLookUpFails<Result>(code: string, work: () => Promise<Result>): Promise<Result> {
  const { lookup } = dns;
  const fail = (name: string, _options: unknown, done: (error: Error) => void) =>
    process.nextTick(() => done(Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code })));
  dns.lookup = fail as unknown as typeof lookup;
  try {
    return await work();
  } finally {
    dns.lookup = lookup;
  }
}

const NETWORK = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ECONNABORTED',
];

describe('a server that the network does not lead to', () => {
  it.each(NETWORK)('is an outage on every way: %s', async (code) => {
    const found = await whileLookUpFails(code, () => outagesAt('postgresql://bot@database.test:5432/usage'));
    expect(found).toEqual(Object.keys(WAYS));
  });
});

describe('a file that is no database', () => {
  it('is an outage on every way that reads or writes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-database-'));
    const path = join(folder, 'usage.db');
    const database = await openDatabase({ url: `file:${path}` });
    await writeFile(path, 'This is a text. '.repeat(1_000));
    const ask = () => database.client.$queryRawUnsafe('SELECT * FROM sqlite_master');
    const error: unknown = await ask().then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(isOutage(error)).toBe(true);
    await database.close();
    await rm(folder, { recursive: true });
  });
});

if (engines.includes('postgresql')) {
  describe('a database that cannot be used', () => {
    const server = process.env['TEST_POSTGRES_SERVER'] ?? '';

    it.each([
      ['takes no such role', { username: 'nobody_of_this_name' }],
      ['has no such database', { pathname: '/no_such_database' }],
    ])('is an outage on every way: its server %s', async (_, change) => {
      const url = Object.assign(new URL(server), change).toString();
      expect(await outagesAt(url)).toEqual(Object.keys(WAYS));
    });
  });
}

/** As Prisma tells on what PostgreSQL says to raw SQL. */
function rawFailure(originalCode: string): Error {
  const cause = { kind: 'postgres', originalCode };
  return Object.assign(new Error(), { code: 'P2010', meta: { driverAdapterError: { cause } } });
}

describe('what PostgreSQL says', () => {
  it.each(['08006', '08P01', '28000', '28P01', '3D000', '25006', '57P01', '57P03'])(
    'is an outage: %s',
    (code) => {
      expect(isOutage(rawFailure(code))).toBe(true);
    },
  );

  it.each(['22P02', '23505', '42601', '42501'])("is the statement's own fault: %s", (code) => {
    expect(isOutage(rawFailure(code))).toBe(false);
  });
});
