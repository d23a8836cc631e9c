import { move } from '../../../src/database/archive/move.ts';
import { createSource, everythingIn, reportOf } from '../../support/archive/create-source.ts';
import { createTestDatabase, describeOnPostgres } from '../../support/database/test-database.ts';

/** `npm run test:move` moves 200,000 requests. */
const REQUESTS = Number(process.env['MOVE_REQUESTS'] ?? 1_000);

describeOnPostgres(`${REQUESTS} requests that move to PostgreSQL and back`, () => {
  it(
    'are told by the same report, and every table has the same rows',
    async () => {
      const source = await createSource('sqlite', REQUESTS);
      const [there, back] = [await createTestDatabase('postgresql'), await createTestDatabase('sqlite')];
      const expectUnused = async () => undefined;
      const digests = [
        await move({ from: source.url, to: there.url, expectUnused }),
        await move({ from: there.url, to: back.url, expectUnused }),
      ];
      expect(digests[1]).toEqual(digests[0]);
      expect(await everythingIn(back.url)).toEqual(await everythingIn(source.url));
      expect(await reportOf(there.url)).toBe(await reportOf(source.url));
      expect(await reportOf(back.url)).toBe(await reportOf(source.url));
      await Promise.all([source, there, back].map((database) => database.remove()));
    },
    30 * 60_000,
  );
});
