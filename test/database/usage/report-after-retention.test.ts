import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { addDays, daysBetween } from '../../../src/foundation/day.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { renderJson } from '../../../src/reports/render-json.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, failed, openTestLedger } from '../../support/database/test-ledger.ts';

const TODAY = '2026-11-21';
const TIMEZONE = 'Asia/Tehran';

describeOnEachEngine('a report of 40 days', (engine) => {
  it('is the same after retention as before, in every field', async () => {
    const created = await createTestDatabase(engine);
    const clock = new SteppingClock(`${TODAY}T12:00:00Z`);
    const config = readDatabaseConfig({ DATABASE_URL: created.url, TIMEZONE });
    const services = await openServices(config, clock, keepLogLines().logger);
    const ledger = openTestLedger(services.database, { clock, timeZone: TIMEZONE });
    for (const [index, day] of daysBetween(addDays(TODAY, -39), TODAY).entries()) {
      for (const hour of ['00', '09', '19']) {
        clock.set(`${day}T${hour}:30:00Z`);
        const model = index % 4 ? 'openai/gpt-oss-20b' : 'nobody-knows';
        const booking = await ledger.book(chatRequest({ userId: BigInt(1 + (index % 3)), model }));
        if (booking) await ledger.settle(booking, index % 5 ? answered(100 + index, 7) : failed());
      }
    }
    clock.set(`${TODAY}T20:00:00Z`);
    const reports = async () => {
      const requests = [{ days: 40 }, { days: 7 }, { days: 40, userId: 2n }];
      return Promise.all(requests.map(async (one) => renderJson(await services.reports.report(one))));
    };
    const before = await reports();
    expect(before[0]?.totals).toMatchObject({ requests: 120, failed: 24 });
    const store = createRetentionStore(services.database, clock);
    const deleted = await cleanUp({
      store,
      retentionDays: 10,
      keptTurns: 40,
      timeZone: TIMEZONE,
      clock,
    });
    expect(deleted).toBe(87);
    expect(await reports()).toEqual(before);
    await services.close();
    await created.remove();
  });
});
