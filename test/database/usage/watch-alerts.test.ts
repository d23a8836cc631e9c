import { createAdminActionStore } from '../../../src/database/admin/admin-action-store.ts';
import { createAlertStore } from '../../../src/database/admin/alert-store.ts';
import { createAttemptStore } from '../../../src/database/reading/attempt-store.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { RateLimitSnapshot } from '../../../src/providers/contract/measurement.ts';
import type { Alert } from '../../../src/usage/alerts/alert.ts';
import { readAlertFacts } from '../../../src/usage/alerts/read-alert-facts.ts';
import type { Lookout } from '../../../src/foundation/lookout.ts';
import { watchAlerts } from '../../../src/usage/alerts/watch-alerts.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  noKeyHashes,
  openTestLedger,
  requestsLeft,
} from '../../support/database/test-ledger.ts';

const START = '2026-11-21T12:00:00Z';
const DAY_MS = 86_400_000;

describeOnEachEngine('the watch over quotas and providers', (engine) => {
  let replica: Awaited<ReturnType<typeof openReplica>>;
  // Before the database goes.
  afterAll(() => replica.close());
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock(START);
  const log = keepLogLines();
  const watches: Lookout[] = [];
  let told: Alert[];
  let checks: number;

  beforeAll(async () => {
    replica = await openReplica(database());
  });

  beforeEach(() => {
    clock.set(START);
    told = [];
    checks = 0;
    log.lines.length = 0;
  });

  afterEach(async () => {
    await Promise.all(watches.splice(0).map((watch) => watch.stop()));
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  function watch(on: Database, send?: (alert: Alert) => Promise<boolean>, keyHash = ''): Lookout {
    const sources = {
      profiles: [
        {
          id: 'groq',
          keyHash,
          models: ['openai/gpt-oss-120b'],
          countedLimits: () => [],
          refills: true,
        },
      ] as const,
      usage: createUsageStore(on),
      alerts: createAlertStore(on),
      attempts: createAttemptStore(on),
      actions: createAdminActionStore(on),
      readPaused: async () => new Map(),
      checkHealth: async () => {
        checks += 1;
        return new Map([['groq', { ok: true }]] as const);
      },
      alertPercent: 90,
      timeZone: 'UTC',
    };
    const keep = async (alert: Alert) => {
      told.push(alert);
      return true;
    };
    const opened = watchAlerts({
      readFacts: (now) => readAlertFacts(sources, now),
      alerts: sources.alerts,
      send: send ?? keep,
      clock,
      logger: log.logger,
    });
    watches.push(opened);
    return opened;
  }

  async function ask(
    outcome: 'answered' | 'failed',
    rateLimits: RateLimitSnapshot | null = null,
    keyHash = '',
  ): Promise<void> {
    const ledger = openTestLedger(database(), { clock, keyHashes: { ...noKeyHashes, groq: keyHash } });
    const booking = await ledger.book(chatRequest());
    clock.advance(1_000);
    if (booking)
      await ledger.settle(booking, outcome === 'answered' ? answered(10, 10, { rateLimits }) : failed());
  }

  const changes = () => told.map(({ change }) => change);

  it('tells each change once, however many replicas look at once, and however often', async () => {
    const all = [watch(database()), watch(replica.database), watch(replica.database)];
    const look = async () => {
      await Promise.all(all.flatMap((one) => [one.look(), one.look()]));
      await Promise.all(all.map((one) => one.look()));
    };
    await look();
    await ask('answered', requestsLeft(50));
    await look();
    expect(changes()).toEqual(['warned']);
    await ask('answered', requestsLeft(0));
    await look();
    expect(changes()).toEqual(['warned', 'empty']);
    clock.advance(DAY_MS);
    await ask('answered', requestsLeft(900));
    await look();
    expect(changes()).toEqual(['warned', 'empty', 'recovered']);
    expect(await createAlertStore(database()).list()).toMatchObject([
      { key: 'quota/groq/openai/gpt-oss-120b/requests/day', level: 'normal', episode: 1 },
    ]);
  });

  it('reads from the ledger that a provider is down, why, since when, and that it is back', async () => {
    const one = watch(database());
    await ask('answered');
    await ask('failed');
    await one.look();
    expect(told).toEqual([]);
    const since = clock.now();
    await ask('failed');
    await one.look();
    expect(told).toMatchObject([
      { type: 'provider', change: 'down', provider: 'groq', reason: 'server_error', fallback: null },
    ]);
    expect(told[0]).toMatchObject({ since: new Date(since.getTime() - 1_000) });
    await ask('answered');
    await one.look();
    await watch(replica.database).look();
    expect(changes()).toEqual(['down', 'back']);
    expect(checks).toBe(0);
  });

  it('counts no failure of another key, and no answer to it', async () => {
    const present = watch(database(), undefined, 'present');
    await ask('failed', null, 'former');
    await ask('failed', null, 'former');
    await present.look();
    expect(told).toEqual([]);
    await ask('failed', null, 'present');
    await ask('failed', null, 'present');
    await ask('answered', null, 'former');
    await present.look();
    expect(changes()).toEqual(['down']);
    await ask('answered', null, 'present');
    await present.look();
    expect(changes()).toEqual(['down', 'back']);
  });

  it('makes a free check only where one decides something', async () => {
    const one = watch(database());
    await ask('failed');
    await ask('failed');
    await one.look();
    clock.advance(31 * 60_000);
    expect([changes(), checks]).toEqual([['down'], 0]);
    await one.look();
    await one.look();
    expect([changes(), checks]).toEqual([['down', 'back'], 1]);
  });

  it('tells again what nobody could be told', async () => {
    let isReachable = false;
    const one = watch(database(), async (alert) => {
      told.push(alert);
      return isReachable;
    });
    await ask('answered', requestsLeft(50));
    await one.look();
    await one.look();
    expect(changes()).toEqual(['warned', 'warned']);
    isReachable = true;
    await one.look();
    await one.look();
    await ask('answered', requestsLeft(0));
    isReachable = false;
    await one.look();
    isReachable = true;
    await one.look();
    await one.look();
    expect(changes()).toEqual(['warned', 'warned', 'warned', 'empty', 'empty']);
  });
});
