import { sendTogether } from '../../../src/database/engine/send-together.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

describeOnEachEngine('sendTogether', (engine) => {
  const database = shareTestDatabase(engine);
  const add = (id: string) => `INSERT INTO step (id, note) VALUES (CAST(${id} AS INTEGER), 'it''s one')`;
  const ids = async () => {
    const rows = await database().client.$queryRawUnsafe<{ id: number | null }[]>(
      'SELECT id FROM step ORDER BY id',
    );
    return rows.map(({ id }) => id);
  };

  beforeAll(() => database().client.$executeRawUnsafe('CREATE TABLE step (id INTEGER, note TEXT)'));

  it('sends any number of statements, with and without parameters', async () => {
    const first = database().dialect.parameter(1);
    await sendTogether(database(), async (connection) => {
      for (let id = 0; id < 250; id++) await connection.$executeRawUnsafe(add(first), String(id));
    });
    expect(await ids()).toEqual(Array.from({ length: 250 }, (_, id) => id));
    await sendTogether(database(), async (connection) => {
      await connection.$executeRawUnsafe('DELETE FROM step');
      await connection.$executeRawUnsafe(add('1'));
    });
    expect(await ids()).toEqual([1]);
  });

  it('passes null and numbers as parameters', async () => {
    const first = database().dialect.parameter(1);
    await sendTogether(database(), async (connection) => {
      await connection.$executeRawUnsafe(add(first), null);
      await connection.$executeRawUnsafe(add(first), 5);
    });
    expect(new Set(await ids())).toEqual(new Set([5, null]));
  });

  it('rolls everything back when a statement fails', async () => {
    const first = database().dialect.parameter(1);
    const failing = sendTogether(database(), async (connection) => {
      await connection.$executeRawUnsafe(add(first), '1');
      await connection.$queryRawUnsafe('SELECT id FROM step');
      await connection.$executeRawUnsafe(add(first), '2');
      await connection.$executeRawUnsafe('INSERT INTO nowhere (id) VALUES (1)');
    });
    await expect(failing).rejects.toThrow('nowhere');
    expect(await ids()).toEqual([]);
  });

  it('refuses more parameters than PostgreSQL passes on', async () => {
    const many = sendTogether(database(), (connection) =>
      connection.$executeRawUnsafe(add('1'), 1, 2, 3, 4, 5, 6, 7),
    );
    await expect(many).rejects.toThrow(RangeError);
  });
});
