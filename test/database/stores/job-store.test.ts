import { createJobStore, type ClaimOptions } from '../../../src/database/admin/job-store.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const NINE = new Date('2026-11-21T09:00:00Z');
const DAILY = '0 9 * * * UTC';

function minutesAfterNine(minutes: number): Date {
  return new Date(NINE.getTime() + minutes * 60_000);
}

/** A claim at so many minutes past nine, for a minute. */
function claimAt(minutes: number, differing: Partial<ClaimOptions> = {}): ClaimOptions {
  const now = minutesAfterNine(minutes);
  const between = [minutesAfterNine(minutes - 360), now] as const;
  return { job: 'report', schedule: DAILY, between, now, until: minutesAfterNine(minutes + 1), ...differing };
}

describeOnEachEngine('the moments of jobs', (engine) => {
  const database = shareTestDatabase(engine);
  const store = () => createJobStore(database());

  it('are each claimed by exactly one of many callers on two replicas', async () => {
    const replica = await openReplica(database());
    const stores = [store(), createJobStore(replica.database)] as const;
    await Promise.all(stores.map((one) => one.note('report', DAILY, [NINE])));
    const claims = Array.from({ length: 20 }, (_, index) => stores[index % 2 ? 1 : 0].claim(claimAt(0)));
    const won = (await Promise.all(claims)).filter((claim) => claim !== null);
    expect(won).toEqual([{ job: 'report', tick: NINE, tries: 1 }]);
    expect(await stores[1].claim(claimAt(0, { job: 'cleanup' }))).toBeNull();
    await replica.close();
  });

  it('are claimed neither before they come nor when they are long past', async () => {
    await store().note('report', DAILY, [NINE]);
    expect(await store().claim(claimAt(-1))).toBeNull();
    expect(await store().claim(claimAt(361))).toBeNull();
    expect(await store().claim(claimAt(359))).toMatchObject({ tick: NINE });
  });

  it('are claimed again when their lease has passed, and not after they were done', async () => {
    await store().note('report', DAILY, [NINE]);
    const first = await store().claim(claimAt(0));
    if (!first) throw new Error('nobody claimed it');
    await store().renew(first, minutesAfterNine(3));
    expect(await store().claim(claimAt(2))).toBeNull();
    const second = await store().claim(claimAt(3));
    expect(second).toMatchObject({ tries: 2 });
    // Whoever lost it changes nothing of the one that has it.
    await store().release(first, minutesAfterNine(0));
    expect(await store().claim(claimAt(3))).toBeNull();
    await store().finish(first, minutesAfterNine(3));
    expect(await store().claim(claimAt(60))).toBeNull();
  });

  it('that are given back wait as long as they are to', async () => {
    await store().note('report', DAILY, [NINE]);
    const first = await store().claim(claimAt(0));
    if (!first) throw new Error('nobody claimed it');
    await store().release(first, minutesAfterNine(5));
    expect(await store().claim(claimAt(4))).toBeNull();
    expect(await store().claim(claimAt(5))).toMatchObject({ tries: 2 });
  });

  it('come one at a time: the newest hides those before it', async () => {
    const ten = minutesAfterNine(60);
    await store().note('report', DAILY, [NINE, ten]);
    const newest = await store().claim(claimAt(61));
    expect(newest?.tick).toEqual(ten);
    await store().finish(newest!, ten);
    expect(await store().claim(claimAt(61))).toBeNull();
  });

  it('of another schedule are forgotten, unless somebody began with them', async () => {
    await store().note('report', '0 18 * * * UTC', [NINE, minutesAfterNine(-10)]);
    const begun = await store().claim(claimAt(-10, { schedule: '0 18 * * * UTC' }));
    await store().forgetOthers('report', DAILY);
    const left = await database().client.jobRun.findMany();
    expect(left.map(({ tick }) => tick)).toEqual([begun?.tick]);
    expect(await store().claim(claimAt(0))).toBeNull();
    await store().note('report', DAILY, [NINE]);
    await store().forgetOthers('report', DAILY);
    expect(await store().claim(claimAt(0))).toMatchObject({ tick: NINE });
  });

  it('that two schedules have are those of the one that noted them last, and done once', async () => {
    const workdays = '0 9 * * 1-5 UTC';
    await store().note('report', DAILY, [NINE]);
    await store().note('report', workdays, [NINE]);
    expect(await store().claim(claimAt(0))).toBeNull();
    const claim = await store().claim(claimAt(0, { schedule: workdays }));
    await store().finish(claim!, NINE);
    await store().note('report', DAILY, [NINE]);
    expect(await store().claim(claimAt(0))).toBeNull();
  });
});
