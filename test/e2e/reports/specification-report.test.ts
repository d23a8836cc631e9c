import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readConfig } from '../../../src/config/read-config.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { renderJson, type ReportJson } from '../../../src/reports/render-json.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN, MAIN_NAME, PROVIDER_COUNT } from '../../support/bot/main-provider.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const REPORT_PROGRAM = builtProgram('commands/report.js');
const MODEL = 'acme/unpriced-1';
const PERSIAN_ADMIN = 901;
const REQUESTS = 156;
const PEOPLE = 12;

/** The n-th of 156 shares that add up to `total`. */
function share(total: number, n: number): number {
  return Math.floor(total / REQUESTS) + (n < total % REQUESTS ? 1 : 0);
}

async function askAll(bot: RunningBot): Promise<void> {
  const eachPerson = Array.from({ length: PEOPLE }, async (_, person) => {
    const id = 1_000 + person;
    bot.telegram.addUser({ id, firstName: `Person ${person}` });
    for (let turn = 0; turn < REQUESTS / PEOPLE; turn++) await bot.ask(id, `question ${turn}`);
  });
  await Promise.all(eachPerson);
}

function expectNumbers({ providers, totals }: ReportJson, today: string): void {
  const main = providers.find(({ id }) => id === MAIN);
  expect(main?.usage).toMatchObject({
    requests: 156,
    failed: 0,
    promptTokens: 9_234,
    completionTokens: 3_613,
    totalTokens: 12_847,
    averageTokens: 82,
    costUsd: 0.0077082,
    flatCostUsd: 0.0077082,
    lastUsedAt: expect.stringContaining(today),
  });
  expect(totals).toMatchObject({ requests: 156, totalTokens: 12_847 });
}

describeOnEachEngine('156 requests on a model without a known price', (engine) => {
  let bot: RunningBot;
  let today: string;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      providers: {
        [MAIN]: {
          models: [MODEL],
          limits: { requests: 1_000, tokens: 1_000_000 },
          usage: (n) => ({ promptTokens: share(9_234, n), completionTokens: share(3_613, n) }),
          answer: () => 'An answer.',
        },
      },
      mainModels: [MODEL],
      environment: { ADMIN_IDS: `${ADMIN},${PERSIAN_ADMIN}` },
      prepare: (telegram) =>
        void telegram.addUser({ id: PERSIAN_ADMIN, firstName: 'مریم', languageCode: 'fa' }),
    });
    await askAll(bot);
    today = new Date().toISOString().slice(0, 10);
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it("give the specification's lines in Persian", async () => {
    const report = await bot.ask(PERSIAN_ADMIN, '/ai_usage');
    expect(report).toMatch(/^💎 گزارش استفاده از توکن‌های AI\n\n🕐 تاریخ: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n/);
    expect(report).toContain(`\n\n🟢 ${MAIN_NAME}:\n`);
    expect(report).toContain(`\n\n📊 خلاصه کلی:\n• کل providers: ${PROVIDER_COUNT}\n• providers فعال: 1\n`);
    expect(report).toContain(
      `\n\n📈 آمار تفصیلی از Database (۳۰ روز گذشته):\n\n${MAIN_NAME}:\n` +
        '  • کل درخواست‌ها: 156\n  • کل توکن‌های استفاده شده: 12,847\n  • توکن‌های prompt: 9,234\n' +
        '  • توکن‌های completion: 3,613\n  • میانگین توکن هر درخواست: 82\n' +
        `  • تخمین هزینه: $0.0077\n  • آخرین استفاده: ${today}\n`,
    );
  });

  it('give the same lines in English', async () => {
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toContain(
      `\n\n${MAIN_NAME}:\n  • Total requests: 156\n  • Total tokens: 12,847\n  • Prompt tokens: 9,234\n` +
        '  • Completion tokens: 3,613\n  • Average tokens per request: 82\n' +
        `  • Estimated cost: $0.0077\n  • Last used: ${today}\n`,
    );
    expect(report).toContain('Estimated at a flat rate (the model has no known price): $0.0077');
  });

  it('give the same numbers as JSON', async () => {
    const logger = createLogger('error', (text) => text);
    const services = await openServices(readConfig(bot.environment), systemClock, logger);
    const report = await services.reports.report({ days: 30 });
    await services.close();
    expectNumbers(renderJson(report), today);
  });

  itWhenBuilt()('give them to `npm run report` while the bot runs', async () => {
    const { PATH = '' } = process.env;
    const environment = { ...bot.environment, PATH, LOG_LEVEL: 'info' };
    const program = promisify(execFile)(process.execPath, [REPORT_PROGRAM, '--format', 'json'], {
      env: environment,
    });
    expectNumbers(JSON.parse((await program).stdout) as ReportJson, today);
  });

  it('are one row each in the ledger, none of them pending', async () => {
    const rows = await bot.requests();
    expect(rows).toHaveLength(156);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(new Set(rows.map(({ costSource }) => costSource))).toEqual(new Set(['flat']));
  });
});
