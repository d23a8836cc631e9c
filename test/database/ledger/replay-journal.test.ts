import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedgerStore } from '../../../src/database/ledger/ledger-store.ts';
import { createLedger } from '../../../src/usage/ledger/ledger.ts';
import { openOutageJournal } from '../../../src/usage/outage/outage-journal.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { chatRequest, noKeyHashes, testPrices } from '../../support/database/test-ledger.ts';

const REQUESTS = 300;

describeOnEachEngine('a replay', (engine) => {
  const database = shareTestDatabase(engine);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('that is asked for twice at once is one: two would forget what neither of them has written yet', async () => {
    const clock = new SteppingClock('2026-11-21T12:00:00Z');
    const journal = await openOutageJournal(folder, clock);
    const log = keepLogLines();
    let isDown = true;
    const watch = {
      failed: () => isDown,
      get isDown() {
        return isDown;
      },
    };
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
    await Promise.all(Array.from({ length: REQUESTS }, () => ledger.book(chatRequest())));
    isDown = false;
    await Promise.all([ledger.replay(), ledger.replay()]);
    expect(await database().client.aiUsage.count()).toBe(REQUESTS);
    expect(journal.entries()).toEqual([]);
    expect(log.lines).toMatchObject([{ entries: REQUESTS }]);
    await journal.close();
  });
});
