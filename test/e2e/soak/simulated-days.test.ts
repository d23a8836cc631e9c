import { stripMarks } from '../../../src/localization/direction.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { ADMINS_CHAT, BUSY_EVERY, liveDay, type Day } from './live-day.ts';
import { readLevels, type Levels } from './read-levels.ts';

/** A whole number of cycles including one for warm-up; `npm run soak:days` sets more. */
const DAYS = Number(process.env['SOAK_DAYS'] ?? 18);
const DAY_MS = 24 * 3_600_000;
const EVENING_MS = 18 * 3_600_000;
const RETENTION_DAYS = 3;
const TOKENS = { promptTokens: 900, completionTokens: 100 };
/** A normal day stays well below these limits; a busy day uses them up. */
const LIMITS = { requests: 8, tokens: 1_000_000 };

/**
 * Daily totals are kept forever. Job rows also are here, because their times come from the system's clock.
 */
const GROWS_WITH_DAYS = [
  'ai_usage_summary',
  'ai_usage_user_summary',
  'ai_usage_user_provider',
  'ai_usage_latency',
  'job_run',
];
/** Kept as long as the longest quota window. */
const KEPT_FOR_A_WINDOW = ['ai_usage_hour', 'user_reservation'];
const WINDOW_DAYS = 70;
/**
 * An update is kept for 25 hours, and the next look for old ones may come after the levels are read: updates of
 * three days, which send ten at most.
 */
const MOST_IN_INBOX = 3 * 10;
const MOST_HEAP_GROWTH = 2e6;
const PAGES_OF_CHANCE = 16;

describe('a bot over many days', () => {
  it(
    `stays level over ${DAYS} days and counts everything once`,
    async () => {
      const clock = new MovableClock();
      // A morning and the evening half a day later must be on the same day.
      clock.move(EVENING_MS - (Date.now() % DAY_MS));
      const bot = await startBot(clock);
      const days: Day[] = [];
      const cycles: Levels[] = [];
      for (let day = 1; day <= DAYS; day++) {
        days.push(await liveDay(bot, clock, day));
        if (day % BUSY_EVERY === 0) cycles.push(await readLevels(bot));
      }
      await bot.app.stop();
      expectNothingTwice(bot, days);
      await expectTotals(bot, days);
      expectLevel(cycles);
      await bot.stop();
    },
    DAYS * 10_000,
  );
});

function startBot(clock: MovableClock): Promise<RunningBot> {
  const behaviour = { answer: () => 'ok', usage: () => TOKENS, now: () => clock.now().getTime() };
  return startRunningBot({
    clock,
    providers: { cerebras: { ...behaviour, limits: LIMITS }, cohere: behaviour },
    environment: {
      PROVIDER_ORDER: 'cerebras,cohere',
      ADMIN_CHAT_ID: `${ADMINS_CHAT}`,
      REPORT_CRON: '* * * * * *',
      CLEANUP_CRON: '* * * * * *',
      RETENTION_DAYS: `${RETENTION_DAYS}`,
      QUOTA_ALERT_PERCENT: '90',
      USER_DAILY_TOKENS: '2000',
      LOG_LEVEL: 'info',
    },
    prepare: (telegram) => void telegram.addGroup({ id: ADMINS_CHAT, title: 'Admins', members: [900] }),
  });
}

function expectNothingTwice({ telegram, log }: RunningBot, days: readonly Day[]): void {
  const sent = telegram.messages(ADMINS_CHAT).map(({ text }) => text);
  const count = (of: (day: Day) => number) => days.reduce((sum, day) => sum + of(day), 0);
  const lastReports = log.filter((line) => line.includes('"job":"report"')).length;
  expect(sent.filter((text) => text.includes('📅'))).toHaveLength(count((day) => day.reports) + lastReports);
  const busyDays = Math.floor(DAYS / BUSY_EVERY);
  expect(sent.filter((text) => text.includes('🚨'))).toHaveLength(busyDays);
  // The all-clear of the last busy day comes the next day.
  expect(sent.filter((text) => stripMarks(text).startsWith('✅'))).toHaveLength(busyDays - 1);
  expect(count((day) => day.problems)).toBe(0);
}

async function expectTotals(bot: RunningBot, days: readonly Day[]): Promise<void> {
  const { client } = await bot.database();
  const rows = await client.aiUsageSummary.findMany();
  const asked = days.reduce((sum, day) => sum + day.asked, 0);
  const sum = (of: (row: (typeof rows)[number]) => number | bigint) =>
    rows.reduce((total, row) => total + Number(of(row)), 0);
  expect(sum((row) => row.requests)).toBe(asked);
  expect(sum((row) => row.totalTokens)).toBe(asked * (TOKENS.promptTokens + TOKENS.completionTokens));
}

/**
 * Each cycle resembles the previous one: temporary data stays level, permanent data grows at the same rate.
 */
function expectLevel(cycles: readonly Levels[]): void {
  const [before, previous, last] = cycles.slice(-3) as [Levels, Levels, Levels];
  const isYoung = DAYS - BUSY_EVERY <= WINDOW_DAYS + 1;
  for (const [table, rows] of Object.entries(last.rows)) {
    const mayGrow = GROWS_WITH_DAYS.includes(table) || (isYoung && KEPT_FOR_A_WINDOW.includes(table));
    const level = table === 'inbox' ? MOST_IN_INBOX : (previous.rows[table] ?? 0);
    const most = mayGrow ? Infinity : level;
    expect({ table, rows: Math.min(rows, most) }).toEqual({ table, rows });
  }
  const grown = { last: last.pages - previous.pages, previous: previous.pages - before.pages };
  expect(grown.last).toBeLessThanOrEqual(grown.previous + PAGES_OF_CHANCE);
  expect(last.heapBytes - previous.heapBytes).toBeLessThan(MOST_HEAP_GROWTH);
  expect(last.resources).toBeLessThanOrEqual(Math.max(before.resources, previous.resources) + 2);
}
