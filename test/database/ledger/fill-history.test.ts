import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import type { PriceList } from '../../../src/usage/prices/price-list.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';
import { createMigratedDatabase } from '../../support/database/test-database.ts';

const NOW = '2026-06-15T12:34:56Z';
const PLAN = { requests: 50, days: 3, users: 5, seed: 3, now: new Date(NOW), timeZone: 'UTC' };

describe('generated history', () => {
  it('that ended before its first request is begun again, and once it has some is refused', async () => {
    const created = await createMigratedDatabase('sqlite');
    const config = readDatabaseConfig({ DATABASE_URL: created.url });
    const services = await openServices(config, new FakeClock(NOW), keepLogLines().logger);
    const stopped = new Proxy({} as PriceList, {
      get: () => () => {
        throw new Error('stopped');
      },
    });
    const fill = (prices: PriceList) =>
      fillHistory({ database: services.database, prices }, PLAN, () => undefined);
    await expect(fill(stopped)).rejects.toThrow('stopped');
    await fill(services.prices);
    const { client } = services.database;
    expect([await client.aiUsage.count(), await client.person.count()]).toEqual([50, 5]);
    await expect(fill(services.prices)).rejects.toThrow('already holds requests');
    await services.close();
    await created.remove();
  });
});
