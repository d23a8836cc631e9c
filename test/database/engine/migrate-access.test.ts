import { randomUUID } from 'node:crypto';
import { createAccessStore } from '../../../src/database/admin/access-store.ts';
import { useOldDatabase } from '../../support/database/old-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** The last migration of the version before. */
const OLD = '20261129100643_key_hashes';
const TIME = "'2026-11-20T12:00:00.000+00:00'";
const GROUP = -1_003_000_000_001;

describeOnEachEngine('a database from before access was asked for', (engine) => {
  const database = useOldDatabase(OLD, engine);

  const run = (sql: string) => database().client.$executeRawUnsafe(sql);
  const request = (userId: number | null, chatId: number | null) =>
    run(
      `INSERT INTO ai_usage_tracking (id, provider, model, action_type, status, user_id, chat_id, created_at, date) ` +
        `VALUES ('${randomUUID()}', 'groq', 'm', 'Chat', 'ok', ${userId}, ${chatId}, ${TIME}, '2026-11-20')`,
    );

  it('lets in whomever it knew, persons and groups, each once', async () => {
    await run(
      `INSERT INTO person (user_id, first_name, username, locale, telegram_language, first_seen_at, last_seen_at) ` +
        `VALUES (1, 'Omid', 'omid', 'fa', 'fa-IR', ${TIME}, ${TIME})`,
    );
    await request(1, 1);
    await request(2, 2);
    await request(2, GROUP);
    // An anonymous admin of a group, whose request the group pays.
    await request(-200, -200);
    // Somebody who was forgotten.
    await request(null, null);
    await run(`INSERT INTO chat (chat_id, reachable) VALUES (-300, true), (5, true)`);
    expect((await database().migrate()).join()).toContain('access');

    const store = createAccessStore(database());
    const now = new Date();
    const admitted = await store.list('admitted', { skip: 0, take: 10 }, now);
    expect(admitted.map(({ accountId }) => Number(accountId)).toSorted((a, b) => a - b)).toEqual([
      GROUP,
      -300,
      -200,
      1,
      2,
    ]);
    expect(admitted.find(({ accountId }) => accountId === 1n)).toMatchObject({
      title: 'Omid',
      username: 'omid',
      locale: 'fa',
      telegramLanguage: 'fa-IR',
      decidedBy: null,
      until: null,
      version: 1,
    });
    expect(await store.unannounced(10)).toEqual([]);
    expect(await store.ask({ ...admitted[0]!, askedBy: null }, now)).toBe(false);
  });

  it('lets nobody in where it knew nobody', async () => {
    await database().migrate();
    expect(await database().client.access.count()).toBe(0);
  });
});
