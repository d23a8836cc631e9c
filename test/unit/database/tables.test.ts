import { readFileSync } from 'node:fs';
import { MIDNIGHT_TABLES } from '../../../src/database/rows/insert-rows.ts';
import { summedColumns, tableNamed, TABLES } from '../../../src/database/rows/tables.ts';
import { PrismaClient } from '../../../src/database/generated/postgresql/client.ts';

interface DataModel {
  models: Record<string, { dbName: string; fields: { name: string; dbName?: string; type: string }[] }>;
}

/** Prisma's own list of what the schema holds. */
const { _runtimeDataModel: dataModel } = new PrismaClient({
  adapter: { provider: 'postgres', adapterName: 'none', connect: () => Promise.reject(new Error('none')) },
}) as unknown as { _runtimeDataModel: DataModel };

/** What SQLite keeps of a day depends on who writes it: each table with one is in one of the lists. */
const DAYS_THROUGH_SQL = [
  'ai_usage_tracking',
  'ai_usage_summary',
  'ai_usage_user_summary',
  'ai_usage_user_provider',
  'ai_usage_user_window',
  'ai_usage_latency',
  'user_reservation',
  'forgotten_use',
  'ai_usage_chat_summary',
  'budget_hold',
];

describe('the tables of the archive', () => {
  it('are all models of the schema, with all their columns', () => {
    const ours = TABLES.map(({ name, columns }) => [name, columns.map((column) => column.name)]);
    const prismas = Object.values(dataModel.models).map(({ dbName, fields }) => [
      dbName,
      fields.map((field) => field.dbName ?? field.name),
    ]);
    expect(ours).toEqual(prismas);
    expect(ours.length).toBe(readFileSync('prisma/schema.prisma', 'utf8').match(/^model /gm)?.length);
  });

  it('have the types that Prisma gives their columns', () => {
    const types: Record<string, string[]> = {
      String: ['text', 'uuid'],
      Int: ['int'],
      BigInt: ['bigint'],
      Float: ['float'],
      Decimal: ['decimal'],
      Boolean: ['bool'],
      Json: ['json'],
      DateTime: ['date', 'time'],
    };
    for (const { dbName, fields } of Object.values(dataModel.models))
      for (const field of fields) {
        const column = tableNamed(dbName).columns.find(({ name }) => name === (field.dbName ?? field.name));
        expect(types[field.type]).toContain(column?.type);
      }
  });

  it('have a key each', () => {
    for (const { key, columns } of TABLES) {
      expect(key.length).toBeGreaterThan(0);
      expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...key]));
    }
  });

  it('say how SQLite keeps their days', () => {
    const withDays = TABLES.filter(({ columns }) => columns.some(({ type }) => type === 'date'));
    expect(withDays.map(({ name }) => name).toSorted()).toEqual(
      [...DAYS_THROUGH_SQL, ...MIDNIGHT_TABLES].toSorted(),
    );
  });

  it('add up amounts, but no ids', () => {
    expect(summedColumns(tableNamed('ai_usage_user_summary'))).toEqual([
      'requests',
      'total_tokens',
      'cost_pico_usd',
    ]);
    expect(summedColumns(tableNamed('admin_action'))).toEqual([]);
  });
});
