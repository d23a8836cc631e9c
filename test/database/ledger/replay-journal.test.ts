import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedgerStore } from '../../../src/database/ledger/ledger-store.ts';
import { createLedger } from '../../../src/usage/ledger/ledger.ts';
import { openOutageJournal } from '../../../src/usage/outage/outage-journal.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { until } from '../../support/until.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, noKeyHashes, testPrices } from '../../support/database/test-ledger.ts';

const REQUESTS = 300;

describeOnEachEngine('a replay', (engine) => {
  const database = shareTestDatabase(engine);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = async () => {
    const clock = new SteppingClock('2026-11-21T12:00:00Z');
    const journal = await openOutageJournal(folder, clock);
    const log = keepLogLines();
    const watch = { isDown: true, failed: () => watch.isDown };
    const ledger = createLedger({
      store: createLedgerStore(database()),
      prices: testPrices(),
      keyHashes: noKeyHashes,
      clock,
      logger: log.logger,
      timeZone: 'UTC',
      owner: 'host/1/aa',
      outage: { journal, watch },
    });
    return { journal, ledger, log, watch };
  };
  const statuses = async () => (await database().client.aiUsage.findMany()).map(({ status }) => status);

  it('that is asked for twice at once is one: two would forget what neither of them has written yet', async () => {
    const { journal, ledger, log, watch } = await open();
    await Promise.all(Array.from({ length: REQUESTS }, () => ledger.book(chatRequest())));
    watch.isDown = false;
    await Promise.all([ledger.replay(), ledger.replay()]);
    expect(await database().client.aiUsage.count()).toBe(REQUESTS);
    expect(journal.entries()).toEqual([]);
    expect(log.lines).toMatchObject([{ entries: REQUESTS }]);
    await journal.close();
  });

  // A Patroni cluster found it: the answer ended between the end of the replay and the next look into the journal.
  it('writes what is settled while its booking is kept, although the database is back already', async () => {
    const { journal, ledger, watch } = await open();
    const booking = await ledger.book(chatRequest());
    watch.isDown = false;
    await ledger.settle(booking!, answered(100, 20));
    await ledger.replay();
    expect(await statuses()).toEqual(['ok']);
    expect(journal.entries()).toEqual([]);
    await journal.close();
  });

  it('follows by itself what was still being kept when the database came back', async () => {
    const { journal, ledger, watch } = await open();
    const booking = ledger.book(chatRequest());
    watch.isDown = false;
    await ledger.settle((await booking)!, answered(100, 20));
    await until(async () => (await statuses()).join() === 'ok');
    await until(() => journal.entries().length === 0);
    await journal.close();
  });
});
