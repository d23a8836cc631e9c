import { randomBytes, randomUUID } from 'node:crypto';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import { createPartitionStore } from '../../../src/database/ledger/partition-store.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { describingPostgres } from '../../../prisma/describing-postgres.js';
import { listMigrations, withSchemaEngine } from '../../../prisma/schema-engine.js';
import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { renderJson } from '../../../src/reports/render-json.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import {
  createTestDatabase,
  describeOnPostgres,
  type TestDatabase,
} from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, testPrices } from '../../support/database/test-ledger.ts';

const MIGRATION = '20261123020000_requests_by_month';
const REQUESTS = 20_000;

/** Columns that were added later: the client of now writes them. */
const LATER = `asked_model, key_hash`;
const ADDED = [
  `ALTER TABLE ai_usage_tracking ADD asked_model text, ADD key_hash text`,
  `ALTER TABLE ai_usage_hour ADD answered int NOT NULL DEFAULT 0, ADD key_hash text NOT NULL DEFAULT ''`,
  `ALTER TABLE ai_quota_reading ADD key_hash text NOT NULL DEFAULT ''`,
  `ALTER TABLE ai_provider_outcome ADD key_hash text NOT NULL DEFAULT ''`,
  `CREATE UNIQUE INDEX later_1 ON ai_usage_hour (hour, provider, model, key_hash)`,
  `CREATE UNIQUE INDEX later_2 ON ai_provider_outcome (provider, key_hash)`,
];
const TAKEN_BACK = [
  `ALTER TABLE ai_usage_tracking DROP asked_model, DROP key_hash`,
  `ALTER TABLE ai_usage_hour DROP answered, DROP key_hash`,
  `ALTER TABLE ai_quota_reading DROP key_hash`,
  `ALTER TABLE ai_provider_outcome DROP key_hash`,
];

/** Everything that was known of the requests, as one line for each. */
const ALL =
  `SELECT md5(string_agg(CAST(to_jsonb(t) - '{${LATER}}'::text[] AS text), '|' ORDER BY id)) AS sum, ` +
  `COUNT(*)::int AS requests FROM ai_usage_tracking t`;

describeOnPostgres('a filled database whose requests are one table', () => {
  let created: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    created = await createTestDatabase('postgresql');
    await migrateBefore(MIGRATION, created.url);
    database = await openDatabase({ url: created.url });
  });

  afterEach(async () => {
    await database.close();
    await created.remove();
  });

  /** Writes with the client of now what an earlier version would have written. */
  const writeEarlier = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    for (const sql of ADDED) await database.client.$executeRawUnsafe(sql);
    const result = await write();
    for (const sql of TAKEN_BACK) await database.client.$executeRawUnsafe(sql);
    return result;
  };
  const fill = () =>
    writeEarlier(() =>
      fillHistory(
        { database, prices: testPrices() },
        { requests: REQUESTS, days: 60, users: 50, seed: 3, now: systemClock.now(), timeZone: 'UTC' },
        () => undefined,
      ),
    );
  const read = (sql: string) => database.client.$queryRawUnsafe<object[]>(sql);

  it('has every number afterwards that it had before, and a report says the same', async () => {
    await fill();
    const ledger = openTestLedger(database, { clock: systemClock });
    const running = await writeEarlier(() => ledger.book(chatRequest()));
    const before = await read(ALL);
    expect(before).toMatchObject([{ requests: REQUESTS + 1 }]);

    expect(await database.migrate()).toContain(MIGRATION);
    expect(await read(ALL)).toEqual(before);
    expect(
      await read(`SELECT relkind::text AS kind FROM pg_class WHERE relname = 'ai_usage_tracking'`),
    ).toEqual([{ kind: 'p' }]);
    const clock = new SteppingClock(systemClock.now().toISOString());
    const config = readDatabaseConfig({ DATABASE_URL: created.url });
    const services = await openServices(config, clock, keepLogLines().logger);
    const { totals } = renderJson(await services.reports.report({ days: 61 }));
    expect(totals.requests).toBe(REQUESTS);
    await services.close();

    // What was sent before is settled after, once.
    if (running) await ledger.settle(running, answered(10, 1));
    if (running) await ledger.settle(running, answered(10, 1));
    expect(await database.client.aiUsage.findUnique({ where: { id: running?.id ?? '' } })).toMatchObject({
      status: 'ok',
      totalTokens: 11,
    });
    await expect(
      read(`INSERT INTO ai_usage_tracking SELECT * FROM ai_usage_tracking LIMIT 1`),
    ).rejects.toThrow(/unique|duplicate/i);
  }, 600_000);

  it('keeps requests whose id tells no time, or a time to come', async () => {
    const ids = [
      'ffffffff-0000-4000-8000-000000000000',
      randomUUID(),
      '00000000-0000-4000-8000-000000000000',
    ];
    const [createdAt, date] = [systemClock.now(), new Date('2026-11-20')];
    const request = { provider: 'groq', model: 'm', actionType: 'Chat', status: 'ok', createdAt, date };
    await writeEarlier(() =>
      database.client.aiUsage.createMany({ data: ids.map((id) => ({ id, ...request })) }),
    );
    const before = await read(ALL);
    await database.migrate();
    expect(await read(ALL)).toEqual(before);
    const next = new Date(Date.now() + 40 * 86_400_000);
    expect((await createPartitionStore(database, systemClock).make(next, 0)).made).toHaveLength(1);
    expect(await read(ALL)).toEqual(before);
  });

  it('leaves the rights that were given on it, and whose it is', async () => {
    const suffix = randomBytes(4).toString('hex');
    const [owner, reader, bot] = [`owner_${suffix}`, `reader_${suffix}`, `bot_${suffix}`];
    const run = (sql: string) => database.client.$executeRawUnsafe(sql);
    for (const role of [owner, reader, bot]) await run(`CREATE ROLE ${role}`);
    await run(`GRANT CREATE ON SCHEMA public TO ${owner}`);
    await run(`ALTER TABLE ai_usage_tracking OWNER TO ${owner}`);
    await run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ai_usage_tracking TO ${bot} WITH GRANT OPTION`);
    await run(`GRANT SELECT ON ai_usage_tracking TO ${reader}, PUBLIC`);
    const rights =
      `SELECT COALESCE(r.rolname::text, 'public') AS who, a.privilege_type AS what, a.is_grantable AS pass_on ` +
      `FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee ` +
      `WHERE c.oid = 'ai_usage_tracking'::regclass ORDER BY 1, 2`;
    const before = await read(rights);
    expect(before.length).toBeGreaterThan(5);
    await database.migrate();
    expect(await read(rights)).toEqual(before);
    expect(
      await read(`SELECT DISTINCT tableowner::text FROM pg_tables WHERE tablename LIKE 'ai_usage_tracking%'`),
    ).toEqual([{ tableowner: owner }]);
    for (const role of [owner, reader, bot]) {
      await run(`REASSIGN OWNED BY ${role} TO CURRENT_USER`);
      await run(`DROP OWNED BY ${role}`);
      await run(`DROP ROLE ${role}`);
    }
  });

  it('is as it was when the migration fails, and takes it later', async () => {
    await fill();
    await database.client.$executeRawUnsafe('CREATE TABLE ai_usage_tracking_other (id int)');
    const before = await read(ALL);
    await expect(database.migrate()).rejects.toThrow(/already exists/);
    expect(await read(ALL)).toEqual(before);
    await database.client.$executeRawUnsafe('DROP TABLE ai_usage_tracking_other');
    // It failed as a kill would have ended it: what is noted as unfinished keeps nobody from beginning again.
    expect(await database.migrate()).toContain(MIGRATION);
    expect(await read(ALL)).toEqual(before);
  }, 600_000);

  it('waits for whoever reads the table for long', async () => {
    const reader = await openDatabase({ url: created.url });
    const reading = await holdTransaction(reader, (connection) =>
      connection.$queryRawUnsafe('SELECT COUNT(*) FROM ai_usage_tracking'),
    );
    // Longer than any statement of the running bot waits for a lock.
    const timer = setTimeout(() => void reading.release(), 6_500);
    expect(await database.migrate()).toContain(MIGRATION);
    clearTimeout(timer);
    await reading.release();
    await reader.close();
  }, 600_000);
});

async function migrateBefore(first: string, url: string): Promise<void> {
  const all = await listMigrations('postgresql');
  const migrationDirectories = all.migrationDirectories.filter(({ path }) => path < first);
  const filters = { externalTables: [], externalEnums: [] };
  const factory = describingPostgres(url);
  await withSchemaEngine(factory, 'postgresql', (engine) =>
    engine.applyMigrations({ migrationsList: { ...all, migrationDirectories }, filters }),
  );
}
