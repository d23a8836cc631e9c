import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { formatMoney } from '../../../src/localization/formats/format-money.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { ReportJson } from '../../../src/reports/render-json.ts';
import { miniAppHeader } from '../../support/web/mini-app.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { DESKTOP, WHOLE_CHART } from '../../support/web/look-at-pages.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const PROGRAM = builtProgram('commands/report.js');

describeOnEachEngine('the numbers of the dashboard', (engine) => {
  let bot: RunningBot;
  let shown: ReportJson;
  beforeAll(async () => {
    bot = await startUsedBot(engine);
    shown = await readReport(bot);
  });
  afterAll(() => bot.stop());

  const run = (format: string) => runReport(bot, format);

  itWhenBuilt()('are those of npm run report', async () => {
    const printed = JSON.parse(await run('json')) as ReportJson;
    expect(timeless(shown)).toEqual(timeless(printed));
    expect(shown.totals.requests).toBe(3);
  });

  itWhenBuilt()('are those of the CSV', async () => {
    const days = shown.days.map((day) => [
      day.date,
      day.provider,
      day.requests,
      day.totalTokens,
      day.costUsd,
    ]);
    const rows = csvRows(await run('csv'));
    expect(rows.map((row) => row.slice(0, 4))).toEqual(days.map((row) => row.slice(0, 4)));
    for (const [index, row] of rows.entries()) expect(row[4]).toBeCloseTo(Number(days[index]?.[4]), 12);
  });

  itWhenBuilt()('are those that Telegram shows, line by line, and the CSV adds up to', async () => {
    const text = stripMarks(await bot.ask(ADMIN, '/ai_usage 7'));
    const statistics = text.slice(text.indexOf('📈'));
    const csv = csvRows(await run('csv'));
    const used = shown.providers.filter(({ usage }) => usage.requests > 0);
    expect(used.map(({ id }) => id).toSorted()).toEqual([MAIN, 'cerebras'].toSorted());
    for (const { id, name, usage } of used) {
      const block = statistics.split(`\n${name}:\n`)[1] ?? '';
      expect(block.split('\n').slice(0, 7)).toEqual(sevenLines(usage));
      const rows = csv.filter(([, provider]) => provider === id);
      expect([sum(rows, 2), sum(rows, 3)]).toEqual([usage.requests, usage.totalTokens]);
      expect(sum(rows, 4)).toBeCloseTo(usage.costUsd, 12);
    }
  });
});

const describeOnBuilt = existsSync(PROGRAM) ? describeInChromium : describe.skip;
describeOnBuilt('the numbers of one bot', () => {
  let bot: RunningBot;
  let chromium: Chromium;
  beforeAll(async () => {
    bot = await startUsedBot('sqlite');
    chromium = await startChromium();
  }, 600_000);
  afterAll(async () => {
    await chromium?.close();
    await bot?.stop();
  });

  it('are the same on the page, in its table, in Telegram, in the JSON and in the CSV', async () => {
    const text = stripMarks(await bot.ask(ADMIN, '/ai_usage 7'));
    const link = /#link=[\w-]+$/.exec(await bot.ask(ADMIN, '/dashboard'))?.[0] ?? '';
    const { totals, providers } = await readReport(bot);
    const csv = csvRows(await runReport(bot, 'csv'));
    const used = providers.filter(({ usage }) => usage.requests > 0);
    expect(used).toHaveLength(2);

    const page = await (await chromium.open(DESKTOP)).newPage();
    await page.goto(`${bot.app.webUrl}/?days=7${link}`);
    await page.waitForSelector(WHOLE_CHART);
    const figures = { requests: totals.requests, tokens: totals.totalTokens, failed: totals.failed };
    for (const [name, figure] of Object.entries(figures))
      expect(await total(page, name)).toBe(integer(figure));
    expect(await total(page, 'cost')).toBe(money(totals.costUsd));

    await page.click('.panel-head .quiet');
    const ofMetric = ['requests', 'totalTokens', 'costUsd'] as const;
    for (const [place, metric] of ofMetric.entries()) {
      await page.click(`.chart-tools .switch button >> nth=${place}`);
      const write = metric === 'costUsd' ? money : integer;
      const expected = csvTable(csv, used, place + 2).map(([date, ...values]) => [
        date,
        ...values.map((value) => write(value)),
      ]);
      expect(await tableRows(page)).toEqual(expected);
      const perProvider = used.map(({ usage }) => usage[metric]);
      expect(perProvider.map(write)).toEqual(used.map(({ id }) => write(sumOf(csv, id, place + 2))));
      expect(write(totals[metric])).toBe(write(perProvider.reduce((all, one) => all + one, 0)));
    }
    const saved = page.waitForEvent('download');
    await page.click('.save button');
    const file = await readFile(await (await saved).path(), 'utf8');
    expect(file).toBe(await runReport(bot, 'csv'));
    for (const { name, usage } of used)
      expect(text.slice(text.indexOf('📈'))).toContain([`\n${name}:`, ...sevenLines(usage)].join('\n'));
  }, 600_000);
});

type CsvRow = [date: string, provider: string, ...numbers: number[]];

/** A bot that three requests were made of, one of them in vain, at two providers. */
async function startUsedBot(engine: Engine): Promise<RunningBot> {
  const environment = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
  const bot = await startRunningBot({ engine, environment, providers: { [MAIN]: {}, cerebras: {} } });
  await bot.ask(OMID, 'What is the capital of France?');
  bot.provider(MAIN).fail({ kind: 'status', status: 500 });
  await bot.ask(SARA, 'سلام');
  return bot;
}

async function readReport(bot: RunningBot): Promise<ReportJson> {
  const response = await fetch(`${bot.app.webUrl}/api/ai-usage?days=7`, {
    headers: miniAppHeader(bot, ADMIN),
  });
  return (await response.json()) as ReportJson;
}

async function runReport(bot: RunningBot, format: string): Promise<string> {
  const args = [PROGRAM, '--days', '7', '--format', format];
  return (await promisify(execFile)(process.execPath, args, { env: bot.environment })).stdout;
}

/** The contract's lines of a provider as its numbers in the JSON make them. */
function sevenLines(usage: ReportJson['totals']): string[] {
  return [
    `Total requests: ${integer(usage.requests)}`,
    `Total tokens: ${integer(usage.totalTokens)}`,
    `Prompt tokens: ${integer(usage.promptTokens)}`,
    `Completion tokens: ${integer(usage.completionTokens)}`,
    `Average tokens per request: ${integer(usage.averageTokens ?? Number.NaN)}`,
    `Estimated cost: ${money(usage.costUsd)}`,
    `Last used: ${usage.lastUsedAt?.slice(0, 10)}`,
  ].map((line) => `  • ${line}`);
}

function integer(value: number): string {
  return value.toLocaleString('en-US');
}

function money(usd: number): string {
  return formatMoney(usdToPico(usd), defaultFormatStyle('en', 'UTC'));
}

/** What the CSV adds up to for each day and provider: requests, tokens, dollars. */
function csvRows(text: string): CsvRow[] {
  const [header = '', ...lines] = text.trim().split('\r\n');
  const places = ['requests', 'total_tokens', 'cost_usd'].map((name) => header.split(',').indexOf(name));
  const sums = new Map<string, CsvRow>();
  for (const line of lines) {
    const fields = line.split(',');
    const [date = '', provider = ''] = fields;
    const [, , ...before] = sums.get(`${date} ${provider}`) ?? [date, provider, 0, 0, 0];
    const added = places.map((place, index) => Number(fields[place]) + Number(before[index]));
    sums.set(`${date} ${provider}`, [date, provider, ...added]);
  }
  return [...sums.values()];
}

function sum(rows: readonly CsvRow[], column: number): number {
  return rows.reduce((all, row) => all + Number(row[column]), 0);
}

function sumOf(rows: readonly CsvRow[], provider: string, column: number): number {
  return sum(
    rows.filter((row) => row[1] === provider),
    column,
  );
}

/** What the page's table has to show of the CSV: of each used day the sum and each provider's part, newest first. */
function csvTable(
  rows: readonly CsvRow[],
  providers: readonly { id: string }[],
  column: number,
): [string, ...number[]][] {
  const dates = [...new Set(rows.map(([date]) => date))].toSorted().toReversed();
  return dates.map((date) => {
    const ofDay = rows.filter((row) => row[0] === date);
    return [date, sum(ofDay, column), ...providers.map(({ id }) => sumOf(ofDay, id, column))];
  });
}

function total(page: Page, name: string): Promise<string | null> {
  return page.textContent(`[data-total=${name}] .total-value`);
}

/** The rows of the table on the page that have numbers: days without a request are there as well. */
async function tableRows(page: Page): Promise<string[][]> {
  const rows = await page.locator('.scroll tbody tr').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
  return texts.map((row) => row.map(stripMarks)).filter(([, all]) => /[1-9]/.test(all ?? ''));
}

/** All but when it was made, and the quotas of a minute, which is soon over. */
function timeless(report: ReportJson): object {
  const providers = report.providers.map((provider) => ({
    ...provider,
    headroom: provider.headroom
      .filter(({ window }) => window === 'day')
      .map((reading) => ({ ...reading, observedAt: null })),
  }));
  return { ...report, generatedAt: null, providers };
}
