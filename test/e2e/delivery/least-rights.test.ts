import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { ADMIN, OMID, startBotIn, startSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnPostgres, openTestDatabase } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const run = promisify(execFile);
async function query(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describeOnPostgres('a role that may only read and write rows', () => {
  it('is enough for a bot whose database is migrated', async () => {
    const surroundings = await startSurroundings({
      engine: 'postgresql',
      providers: { [MAIN]: { answer: () => 'An answer.' } },
    });
    const owner = surroundings.environment['DATABASE_URL'] ?? '';
    await (await surroundings.database()).migrate();
    const role = `bot_${randomBytes(4).toString('hex')}`;
    await query(
      owner,
      `CREATE ROLE ${role} LOGIN PASSWORD 'secret'`,
      `GRANT USAGE ON SCHEMA public TO ${role}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const url = new URL(owner);
    url.username = role;
    url.password = 'secret';
    const bot = await startBotIn({
      ...surroundings,
      environment: { ...surroundings.environment, DATABASE_URL: url.toString() },
    });
    expect(await bot.ask(OMID, 'hello')).toBe('An answer.');
    expect(await bot.ask(ADMIN, '/ai_usage')).toContain('Total requests: 1');
    const press = async (button: RegExp) => {
      const textIn = ({ keyboard }: ChatMessage) =>
        keyboard.flat().find(({ text }) => button.test(text))?.text;
      const shown = await bot.telegram.waitForMessage(OMID, (message) => textIn(message) !== undefined);
      await bot.telegram.press(OMID, shown.id, textIn(shown) ?? '').answer;
    };
    await bot.ask(OMID, '/privacy');
    await press(/^🗑/);
    await press(/^Yes/);
    await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('Deleted'));
    await bot.app.sendReport();
    expect(bot.errors()).toEqual([]);
    await bot.app.stop();
    await query(owner, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
    await surroundings.close();
  }, 600_000);

  itWhenBuilt()(
    'is warned of months without a table, until the owner has run npm run migrate',
    async () => {
      const surroundings = await startSurroundings({ engine: 'postgresql' });
      const owner = surroundings.environment['DATABASE_URL'] ?? '';
      await (await surroundings.database()).migrate();
      const role = `bot_${randomBytes(4).toString('hex')}`;
      await query(
        owner,
        `CREATE ROLE ${role} LOGIN`,
        `GRANT USAGE ON SCHEMA public TO ${role}`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
      );
      const url = new URL(owner);
      url.username = role;
      const environment = { ...surroundings.environment, DATABASE_URL: url.toString() };
      const logOfStart = async () => {
        const bot = await startBotIn({ ...surroundings, environment });
        await bot.app.stop();
        return bot.log.join('');
      };
      expect(await logOfStart()).toContain('may not create tables');
      const { PATH = '' } = process.env;
      const migrate = async () => {
        const programEnvironment = { env: { PATH, DATABASE_URL: owner } };
        const { stdout } = await run(
          process.execPath,
          [builtProgram('commands/migrate.js')],
          programEnvironment,
        );
        return stdout;
      };
      expect(await migrate()).toMatch(/^(created ai_usage_tracking_\d{4}_\d\d\n){12}$/);
      expect(await migrate()).toBe('the database is up to date\n');
      expect(await logOfStart()).not.toContain('may not create tables');
      await query(owner, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
      await surroundings.close();
    },
    600_000,
  );

  it('may not change a table', async () => {
    const { database, remove } = await openTestDatabase('postgresql');
    const role = `bot_${randomBytes(4).toString('hex')}`;
    await database.client.$executeRawUnsafe(`CREATE ROLE ${role}`);
    await database.client.$executeRawUnsafe(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const drop = database.transaction(async (connection) => {
      await connection.$executeRawUnsafe(`SET LOCAL ROLE ${role}`);
      await connection.$executeRawUnsafe('DROP TABLE ai_usage_tracking CASCADE');
    });
    await expect(drop).rejects.toThrow(/must be owner/);
    await database.client.$executeRawUnsafe(`DROP OWNED BY ${role}`);
    await database.client.$executeRawUnsafe(`DROP ROLE ${role}`);
    await remove();
  });
});
