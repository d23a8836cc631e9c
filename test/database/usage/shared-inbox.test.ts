import { setTimeout as delay } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { createInboxStore } from '../../../src/database/inbox/inbox-store.ts';
import { noOtherProcess } from '../../../src/database/inbox/wake-ups.ts';
import { createInbox, type Inbox } from '../../../src/telegram/inbox/inbox.ts';
import { watchDatabase, type DatabaseWatch } from '../../../src/usage/outage/database-watch.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';

const LANE = '7';
const UNREACHABLE = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const RETRY_MS = 200;

interface Replica {
  inbox: Inbox;
  watch: DatabaseWatch;
  clock: MovableClock;
}

describeOnPostgres('an inbox that replicas share', () => {
  const database = shareTestDatabase('postgresql');
  const watches: DatabaseWatch[] = [];
  afterEach(() => {
    for (const watch of watches.splice(0)) watch.stop();
  });

  const startReplica = (name: string): Replica => {
    const { logger } = keepLogLines();
    const clock = new MovableClock();
    const watch = watchDatabase({ recover: async () => undefined, clock, logger, retryMs: RETRY_MS });
    watches.push(watch);
    const store = createInboxStore(database(), 'bot');
    // Of a process on another machine, only its lease tells whether it still lives.
    const owner = `${name}/1/00000000`;
    const inbox = createInbox({
      store,
      watch,
      // Each look is into the table, so that a test decides who takes what.
      wakeUps: { ...noOtherProcess, arrive: false },
      owner,
      isShared: true,
      onTakeover: () => undefined,
      clock,
      logger,
    });
    return { inbox, watch, clock };
  };
  const keep = ({ inbox }: Replica, updateId: number) => inbox.keep({ update_id: updateId }, LANE);
  const takeWaiting = async ({ inbox }: Replica): Promise<number[]> => {
    const taken: number[] = [];
    for await (const updates of inbox.takeWaiting()) taken.push(...updates.map(({ update_id: id }) => id));
    return taken;
  };

  it('gives what arrived elsewhere in the same lane to whoever ends the one before it', async () => {
    const [one, other] = [startReplica('one'), startReplica('other')];
    expect(await keep(one, 1)).toBe('ours');
    expect(await keep(other, 2)).toBe('others');
    expect(await keep(one, 3)).toBe('others');
    expect(await takeWaiting(other)).toEqual([]);
    const next = await one.inbox.handled(1);
    expect(next.map(({ update_id: id }) => id)).toEqual([2, 3]);
    expect(await takeWaiting(other)).toEqual([]);
  });

  it('hands out what waited in a lane before what is kept in it afterwards, also while it looks for more', async () => {
    const [one, other] = [startReplica('one'), startReplica('other')];
    const begun: number[] = [];
    const note = (updates: readonly Update[]) => {
      begun.push(...updates.map(({ update_id: id }) => id));
    };
    const look = async () => {
      for await (const updates of one.inbox.takeWaiting()) note(updates);
    };
    // Something waits, so that a look asks twice.
    await other.inbox.keep({ update_id: 8 }, 'a lane of the other one');
    await one.inbox.keep({ update_id: 9 }, 'a lane of the other one');
    await one.inbox.keep({ update_id: 1 }, 'another lane');
    await keep(one, 2);
    // What is due now and then is done.
    await look();
    await keep(other, 3);
    const turn = await holdTransaction(database(), (connection) =>
      connection.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(hashtextextended('inbox', 0))`),
    );
    const first = one.inbox.handled(1).then(note);
    await delay(100);
    const looking = look();
    await delay(100);
    const second = one.inbox.handled(2).then(note);
    await turn.release();
    await second;
    expect(await keep(one, 4)).toBe('ours');
    expect(begun).toEqual([3]);
    await Promise.all([first, looking]);
  });

  it('waits for a database that is away for a moment, rather than going on alone', async () => {
    const replica = startReplica('one');
    replica.watch.failed(UNREACHABLE);
    expect(replica.watch.isDown).toBe(true);
    expect(await keep(replica, 1)).toBe('ours');
    expect(replica.watch.isDown).toBe(false);
  });

  it('goes on alone when the database has been away for ten seconds', async () => {
    const replica = startReplica('one');
    replica.watch.failed(UNREACHABLE);
    replica.clock.move(10_000);
    expect(await keep(replica, 1)).toBe('not_kept');
    expect(await replica.inbox.begin(1)).toBe(true);
  });

  it('does not begin with what may have become another one’s, and leaves it to whoever takes it', async () => {
    const [one, other] = [startReplica('one'), startReplica('other')];
    await keep(one, 1);
    expect(await one.inbox.begin(1)).toBe(true);
    one.clock.move(26_000);
    expect(await one.inbox.begin(1)).toBe(false);
    await one.inbox.giveBack(1);
    expect(await takeWaiting(other)).toEqual([1]);
  });

  it('gives back nothing that another one has taken over', async () => {
    const [one, other, third] = [startReplica('one'), startReplica('other'), startReplica('third')];
    await keep(one, 1);
    other.clock.move(31_000);
    expect(await takeWaiting(other)).toEqual([1]);
    await one.inbox.giveBack(1);
    expect(await takeWaiting(third)).toEqual([]);
  });

  describe('of a process that stood still for longer than its lease', () => {
    const standStill = async () => {
      const [one, other, third] = [startReplica('one'), startReplica('other'), startReplica('third')];
      await keep(one, 1);
      await keep(one, 2);
      expect(await one.inbox.begin(1)).toBe(true);
      for (const { clock } of [one, other, third]) clock.move(31_000);
      expect(await takeWaiting(other)).toEqual([1, 2]);
      return { one, other, third };
    };

    it('leaves to the other one what that took over, also after its own next look', async () => {
      const { one } = await standStill();
      expect(await one.inbox.begin(2)).toBe(false);
      expect(await takeWaiting(one)).toEqual([]);
      expect(await one.inbox.isLost(1)).toBe(true);
      expect(await one.inbox.begin(2)).toBe(false);
    });

    it('asks what is still its own before it says another word', async () => {
      const { one } = await standStill();
      expect(await Promise.all([one.inbox.isLost(1), one.inbox.isLost(2)])).toEqual([true, true]);
      const alone = startReplica('alone');
      await alone.inbox.keep({ update_id: 9 }, 'another lane');
      alone.clock.move(31_000);
      expect(await alone.inbox.isLost(9)).toBe(false);
      expect(await alone.inbox.begin(9)).toBe(true);
    });

    it('is not made sure of what it had by something new', async () => {
      const { one } = await standStill();
      expect(await one.inbox.keep({ update_id: 3 }, 'another lane')).toBe('ours');
      expect(await one.inbox.begin(2)).toBe(false);
      await takeWaiting(one);
      expect(await one.inbox.begin(3)).toBe(true);
      expect(await one.inbox.begin(2)).toBe(false);
    });

    it('does not end with its late answer what another one has in hand', async () => {
      const { one, other, third } = await standStill();
      expect(await keep(third, 3)).toBe('others');
      await one.inbox.handled(1);
      await one.inbox.handled(2);
      expect(await takeWaiting(third)).toEqual([]);
      expect((await other.inbox.handled(1)).map(({ update_id: id }) => id)).toEqual([3]);
    });
  });

  it('takes nothing from a process that renewed its lease after it was looked at', async () => {
    const store = createInboxStore(database(), 'bot');
    const later = (ms: number) => new Date(Date.now() + ms);
    const update = { updateId: 1, lane: LANE, payload: '{"update_id":1}' };
    const lease = { owner: 'one/1/00000000', until: later(-1_000) };
    await store.add([update], lease, new Date());
    expect(await store.shares(new Date())).toEqual([{ owner: lease.owner, hasLapsed: true }]);
    await store.renew({ ...lease, until: later(30_000) });
    const takeover = { lease: { owner: 'other/1/00000000', until: later(30_000) }, limit: 10 };
    const gone = { owner: lease.owner, hasEnded: false };
    expect(await store.take(takeover, [gone], new Date())).toEqual([]);
    expect(await store.take(takeover, [{ ...gone, hasEnded: true }], new Date())).toHaveLength(1);
  });

  it('gives up on what waited for a day, of its own bot alone', async () => {
    const another = createInboxStore(database(), 'another bot');
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    const payload = JSON.stringify({ update_id: 1 });
    await another.add([{ updateId: 1, lane: LANE, payload }], null, longAgo);
    const one = startReplica('one');
    expect(await takeWaiting(one)).toEqual([]);
    await createInboxStore(database(), 'bot').add([{ updateId: 1, lane: LANE, payload }], null, longAgo);
    expect(await takeWaiting(one)).toEqual([1]);
    expect(one.inbox.whyGivenUp(1)).toBe('expired');
  });

  it('gives back what it owns without knowing, as after a commit whose answer was lost', async () => {
    const [one, other] = [startReplica('one'), startReplica('other')];
    await keep(one, 1);
    // Carried out for the same owner behind its back.
    const lost = { updateId: 2, lane: '8', payload: JSON.stringify({ update_id: 2 }) };
    const until = new Date(Date.now() + 30_000);
    await createInboxStore(database(), 'bot').add([lost], { owner: 'one/1/00000000', until }, new Date());
    expect(await takeWaiting(one)).toEqual([]);
    const held = await holdTransaction(database(), (connection) =>
      connection.$executeRawUnsafe('LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE'),
    );
    const settled = one.inbox.handled(1);
    await delay(6_000);
    await held.release();
    expect(await settled).toEqual([]);
    while (one.watch.isDown) await delay(RETRY_MS / 4);
    expect(await takeWaiting(one)).toEqual([2]);
    expect(await takeWaiting(other)).toEqual([]);
    // What was handled meanwhile is settled, and nobody handles it again.
    other.clock.move(31_000);
    expect(await takeWaiting(other)).not.toContain(1);
  }, 600_000);

  it('renews at the next look what it could not renew in time', async () => {
    const [one, other] = [startReplica('one'), startReplica('other')];
    await keep(one, 1);
    one.clock.move(11_000);
    const held = await holdTransaction(database(), (connection) =>
      connection.$executeRawUnsafe('LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE'),
    );
    await expect(takeWaiting(one)).rejects.toThrow('lock timeout');
    await held.release();
    while (one.watch.isDown) await delay(RETRY_MS / 4);
    expect(await takeWaiting(one)).toEqual([]);
    expect(await one.inbox.begin(1)).toBe(true);
    other.clock.move(31_000);
    expect(await takeWaiting(other)).toEqual([]);
  }, 600_000);
});
