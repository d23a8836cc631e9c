import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import { readConfig } from '../../../src/config/read-config.ts';
import { restore } from '../../../src/database/archive/restore.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { sendBackup } from '../../../src/telegram/admin/send-backup.ts';
import { loadLanguages } from '../../../src/telegram/people/languages.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { ADMIN, OMID, startRunningBot, startSurroundings } from '../../support/bot/running-bot.ts';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';

const languages = loadLanguages('en', 'UTC', (problem) => {
  throw new Error(problem);
});
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scheduled-backup-'));
});
afterEach(() => rm(folder, { recursive: true }));

describeOnEachEngine('the scheduled backup', (engine) => {
  it('arrives once at every admin, encrypted, and restores the ledger', async () => {
    const bot = await startRunningBot({
      engine,
      environment: {
        BACKUP_CRON: '* * * * * *',
        BACKUP_PASSWORD: 'open sesame',
        ADMIN_IDS: `${ADMIN},${OMID}`,
      },
    });
    await bot.ask(OMID, 'What is a ledger?');
    const later = bot.telegram.messages(ADMIN).at(-1)?.id ?? 0;
    const backupAfter = (before: number) =>
      bot.telegram.waitForMessage(ADMIN, ({ id, document }) => document !== null && id > before);
    // The first one may have been begun before the question was answered.
    const { document, text } = await backupAfter((await backupAfter(later)).id);
    await bot.telegram.waitForMessage(OMID, ({ document: file }) => file !== null);
    expect(text).toMatch(/^💾 Encrypted backup of \d{4}-\d\d-\d\d, 1 MB/);
    expect(document?.name).toMatch(/^usage-\d{8}-\d{4}\.backup$/);
    const file = join(folder, 'sent.backup');
    await writeFile(file, bot.telegram.file(document?.id ?? '')?.data ?? '');
    await bot.app.stop();
    const { client } = await bot.database();
    const done = await client.jobRun.count({ where: { job: 'backup', NOT: { ranAt: null } } });
    const uploads = bot.telegram.messages(ADMIN).filter((message) => message.document !== null);
    expect(uploads.length).toBe(done);
    expect(bot.errors()).toEqual([]);
    await bot.stop();

    const target = await createTestDatabase(engine);
    await restore({ url: target.url, file, password: 'open sesame' });
    const restored = await openDatabase({ url: target.url });
    expect(await restored.client.aiUsage.findMany()).toMatchObject([{ status: 'ok', userId: BigInt(OMID) }]);
    await restored.close();
    await target.remove();
  }, 600_000);
});

describe('a backup that is too large for one message', () => {
  it('arrives in numbered parts that make the same file', async () => {
    const surroundings = await startSurroundings();
    const { telegram } = surroundings;
    const content = Buffer.from(Array.from({ length: 2_500 }, (_, index) => index % 251));
    const path = join(folder, 'made');
    await writeFile(path, content);
    const api = new Api(telegram.token, { apiRoot: telegram.apiRoot });
    const recipients = {
      api,
      adminChat: null,
      adminIds: [ADMIN, OMID],
      languageFor: async () => languages.fa,
      logger: keepLogLines().logger,
    };
    const file = {
      path,
      name: 'usage.backup',
      bytes: content.length,
      madeAt: new Date('2026-11-29T00:00:00Z'),
    };
    expect(await sendBackup(recipients, file, 1_000)).toBe(true);
    const sent = telegram.messages(ADMIN);
    expect(sent.map(({ document }) => document?.name)).toEqual(
      [1, 2, 3].map((part) => `usage.backup.part${part}`),
    );
    const parts = sent.map(({ document }) => Buffer.from(telegram.file(document?.id ?? '')?.data ?? []));
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    expect(sent.at(-1)?.text).toContain('cat usage.backup.part* > usage.backup');
    expect(stripMarks(sent[0]?.text ?? '')).toContain('بخش ۱ از ۳');
    expect(telegram.messages(OMID)).toHaveLength(3);
    await surroundings.close();
  });

  it('goes to the admins privately, with why, where their chat refuses it', async () => {
    const surroundings = await startSurroundings();
    const { telegram } = surroundings;
    const path = join(folder, 'made');
    await writeFile(path, 'x'.repeat(100));
    const { logger, lines } = keepLogLines();
    const recipients = {
      api: new Api(telegram.token, { apiRoot: telegram.apiRoot }),
      adminChat: { chatId: -100_999, threadId: null },
      adminIds: [ADMIN, OMID],
      languageFor: async () => languages.en,
      logger,
    };
    const file = { path, name: 'usage.backup', bytes: 100, madeAt: new Date() };
    expect(await sendBackup(recipients, file)).toBe(true);
    for (const admin of [ADMIN, OMID]) {
      const [sent, why] = telegram.messages(admin);
      expect(sent?.document?.name).toBe('usage.backup');
      expect(why?.text).toMatch(/-100999 \(ADMIN_CHAT_ID\).*Please add the bot/);
    }
    expect(JSON.stringify(lines)).toContain('add the bot to that chat');
    await surroundings.close();
  });

  it('is not done while nobody got all of it', async () => {
    const surroundings = await startSurroundings();
    const { telegram } = surroundings;
    const path = join(folder, 'made');
    await writeFile(path, 'x'.repeat(100));
    await telegram.close();
    const recipients = {
      api: new Api(telegram.token, { apiRoot: telegram.apiRoot }),
      adminChat: { chatId: ADMIN, threadId: null },
      adminIds: [ADMIN],
      languageFor: async () => languages.en,
      logger: keepLogLines().logger,
    };
    const file = { path, name: 'usage.backup', bytes: 100, madeAt: new Date() };
    expect(await sendBackup(recipients, file)).toBe(false);
    await surroundings.close().catch(() => undefined);
  });
});

describe('BACKUP_CRON', () => {
  const environment = { BOT_TOKEN: '1:a', ADMIN_IDS: '1' };

  it('needs BACKUP_PASSWORD', () => {
    expect(() => readConfig({ ...environment, BACKUP_CRON: '0 3 * * *' })).toThrow(
      expect.objectContaining({
        problems: [expect.stringMatching(/^BACKUP_PASSWORD is required with BACKUP_CRON/)],
      }),
    );
    expect(() => readConfig({ ...environment, BACKUP_CRON: 'sometimes', BACKUP_PASSWORD: 'x' })).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(/^BACKUP_CRON must be/)] }),
    );
  });

  it('is off by itself', () => {
    expect(readConfig(environment)).toMatchObject({ backupCron: null, backupPassword: null });
    expect(readConfig({ ...environment, BACKUP_CRON: 'off' }).backupCron).toBeNull();
  });
});
