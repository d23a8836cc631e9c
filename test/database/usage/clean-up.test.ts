import { createAnswerStore } from '../../../src/database/people/answer-store.ts';
import { createConversationStore } from '../../../src/database/people/conversation-store.ts';
import { createPersonStore } from '../../../src/database/people/person-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

describeOnEachEngine('the clean-up', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock, timeZone: 'Asia/Tehran' });
  });

  const run = (retentionDays: number) =>
    cleanUp({
      store: createRetentionStore(database(), clock),
      retentionDays,
      keptTurns: 3,
      adminIds: [900],
      timeZone: 'Asia/Tehran',
      clock: new SteppingClock(NOW.toISOString()),
    });

  async function send(instant: string, changes = {}): Promise<void> {
    clock.set(instant);
    const booking = await ledger.book(chatRequest(changes));
    if (booking) await ledger.settle(booking, answered(10, 1));
  }

  const left = async () => {
    const rows = await database().client.aiUsage.findMany({ orderBy: { createdAt: 'asc' } });
    return rows.map(({ createdAt }) => createdAt.toISOString());
  };

  it('deletes requests of days that are older than the retention, to the instant', async () => {
    // Thirty whole days before today in Tehran began here.
    await send('2026-10-21T20:29:59.999Z');
    await send('2026-10-21T20:30:00.000Z');
    await send('2026-11-21T11:59:59.999Z');
    expect(await run(30)).toBe(1);
    expect(await left()).toEqual(['2026-10-21T20:30:00.000Z', '2026-11-21T11:59:59.999Z']);
  });

  it('leaves every total as it was', async () => {
    for (const day of ['2025-01-01', '2026-10-01', '2026-11-20']) await send(`${day}T12:00:00Z`);
    const store = createUsageStore(database());
    const totals = async () => [
      await store.totals('2025-01-01', '2026-11-21'),
      await store.days('2025-01-01', '2026-11-21'),
      await store.totalsOfUser(7n, '2025-01-01', '2026-11-21'),
    ];
    const before = await totals();
    expect(await run(30)).toBe(2);
    expect(await totals()).toEqual(before);
  });

  it('leaves requests that somebody still has to settle, and settling them counts', async () => {
    clock.set('2026-09-01T12:00:00Z');
    const booking = await ledger.book(chatRequest());
    expect(await run(30)).toBe(0);
    if (booking) await ledger.settle(booking, answered(10, 1));
    const [total] = await createUsageStore(database()).totals('2026-09-01', '2026-09-01');
    expect(total).toMatchObject({ requests: 1, totalTokens: 11 });
    expect(await run(30)).toBe(1);
  });

  it('keeps all when told so', async () => {
    await send('2020-01-01T12:00:00Z');
    expect(await run(0)).toBe(0);
    expect(await left()).toHaveLength(1);
  });

  it.each([199, 200, 201, 450])('deletes all of %d, in batches', async (count) => {
    await Promise.all(Array.from({ length: count }, () => send('2026-09-01T12:00:00Z')));
    const store = createRetentionStore(database(), clock);
    const batches: number[] = [];
    const deleteRequests = async (before: Date, take: number) => {
      batches.push(await store.deleteRequests(before, take));
      return batches.at(-1) ?? 0;
    };
    clock.set(NOW.toISOString());
    const options = { retentionDays: 30, keptTurns: 3, timeZone: 'UTC', clock };
    expect(await cleanUp({ store: { ...store, deleteRequests }, ...options })).toBe(count);
    expect(Math.max(...batches)).toBeLessThanOrEqual(200);
    expect(await left()).toEqual([]);
  });

  it('deletes hours that no quota window reaches back to, and keeps a month and more', async () => {
    await send('2026-09-01T12:00:00Z');
    await send('2026-10-01T12:00:00Z');
    await run(30);
    const hours = await database().client.aiUsageHour.findMany();
    expect(hours.map(({ hour }) => hour.toISOString())).toEqual(['2026-10-01T12:00:00.000Z']);
  });

  it('deletes what no conversation recalls any more, whatever the retention, and leaves every other turn', async () => {
    const history = createConversationStore(database());
    const sayings = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ role: 'user' as const, content: `${index + 1}` }));
    await history.append('long', sayings(450), NOW);
    await history.append('short', sayings(3), NOW);
    await run(0);
    const contents = async (conversation: string) =>
      (await history.recent(conversation, 1_000)).map(({ content }) => content);
    expect(await contents('long')).toEqual(['448', '449', '450']);
    expect(await contents('short')).toEqual(['1', '2', '3']);
  });

  const YEAR_AGO = new Date('2025-11-21T12:00:00Z');
  const ADMIN = 900n;

  async function leaveEverything(userId: bigint, at: Date): Promise<void> {
    const { client } = database();
    const [seen, turn] = [
      { firstSeenAt: at, lastSeenAt: at },
      { role: 'user', content: 'a secret' } as const,
    ];
    await client.person.create({ data: { userId, firstName: 'Sara', locale: 'fa', ...seen } });
    await client.chat.create({ data: { chatId: userId, model: 'groq/a' } });
    const history = createConversationStore(database());
    await history.append(`${userId}`, [turn], at);
    await history.append(`-100:0:${userId}`, [turn], at);
    const note = { userId, conversation: `${userId}`, question: { text: 'a secret' }, requestIds: [] };
    await createAnswerStore(database()).keep(userId, [1], note, at);
    await client.conversationState.create({ data: { key: `${userId}`, value: '"a secret"', updatedAt: at } });
    const set = { dailyTokens: 5n, updatedBy: ADMIN, updatedAt: at };
    await client.userBudget.create({ data: { userId, ...set } });
    await client.userBudgetRaise.create({ data: { userId, date: at, extraTokens: 5n } });
    const raised = `usd_raise/user/${userId}/${at.toISOString().slice(0, 10)}`;
    await client.setting.create({ data: { key: raised, value: '1', updatedAt: at } });
    const told = { level: 'spent', episode: 1, openedAt: at, changedAt: at };
    await client.alertEpisode.create({ data: { key: `day/user/${userId}`, ...told } });
    const admitted = { state: 'admitted', title: 'Sara', username: 'sara', decidedBy: ADMIN, changedAt: at };
    await client.access.create({ data: { accountId: userId, ...admitted } });
    await send(at.toISOString(), { userId });
  }

  async function leftOf(userId: bigint): Promise<string[]> {
    const { client } = database();
    const byUser = { where: { userId } };
    const counts = {
      person: await client.person.count(byUser),
      chat: await client.chat.count({ where: { chatId: userId } }),
      turns: await client.conversationTurn.count(byUser),
      answers: await client.answer.count(byUser),
      dialog: await client.conversationState.count({ where: { key: `${userId}` } }),
      requests: await client.aiUsage.count(byUser),
      raise: await client.userBudgetRaise.count(byUser),
      moneyRaise: await client.setting.count({ where: { key: { startsWith: `usd_raise/user/${userId}/` } } }),
      told: await client.alertEpisode.count({ where: { key: `day/user/${userId}` } }),
      budget: await client.userBudget.count(byUser),
      admission: await client.access.count({ where: { accountId: userId, state: 'admitted' } }),
      name: await client.access.count({
        where: { accountId: userId, OR: [{ title: { not: '' } }, { username: { not: null } }] },
      }),
      totals: await client.aiUsageUserSummary.count(byUser),
    };
    return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));
  }

  const EVERYTHING = [
    'person',
    'chat',
    'turns',
    'answers',
    'dialog',
    'requests',
    'raise',
    'moneyRaise',
    'told',
    'budget',
    'admission',
    'name',
    'totals',
  ];

  it('deletes words and names with their days, and keeps totals and what admins decided', async () => {
    await leaveEverything(7n, YEAR_AGO);
    await leaveEverything(8n, NOW);
    expect(await leftOf(7n)).toEqual(EVERYTHING);
    await run(30);
    expect(await leftOf(7n)).toEqual(['budget', 'admission', 'totals']);
    expect(await leftOf(8n)).toEqual(EVERYTHING);
  });

  it('keeps the name and the choices of somebody who still writes, and of admins, and deletes their old words', async () => {
    await leaveEverything(7n, YEAR_AGO);
    await leaveEverything(ADMIN, YEAR_AGO);
    await createPersonStore(database()).remember(
      { userId: 7n, firstName: 'Sara', username: null, telegramLanguage: null },
      NOW,
    );
    await run(30);
    expect(await leftOf(7n)).toEqual(['person', 'chat', 'budget', 'admission', 'name', 'totals']);
    expect(await leftOf(ADMIN)).toEqual(['person', 'chat', 'budget', 'admission', 'name', 'totals']);
  });

  it('takes the title off a decision about a silent group, and deletes requests that nobody decided about', async () => {
    const { client } = database();
    const changedAt = YEAR_AGO;
    const group = { state: 'admitted', title: 'Team', decidedBy: ADMIN, askedBy: 7n, changedAt };
    await client.access.create({ data: { accountId: -1n, ...group } });
    await client.access.create({ data: { accountId: -2n, ...group } });
    const note = { userId: 7n, conversation: '-2:0:7', question: null, requestIds: [] };
    await createAnswerStore(database()).keep(-2n, [1], note, NOW);
    for (const [index, state] of ['noted', 'asked'].entries()) {
      await client.access.create({
        data: { accountId: BigInt(10 + index), state, title: 'Omid', changedAt },
      });
      const told = { changedAt, toldAt: NOW };
      await client.access.create({ data: { accountId: BigInt(20 + index), state, title: 'Omid', ...told } });
    }
    await run(30);
    const left = await client.access.findMany({ orderBy: { accountId: 'asc' } });
    expect(left.map(({ accountId, title, askedBy, state }) => [accountId, title, askedBy, state])).toEqual([
      [-2n, 'Team', 7n, 'admitted'],
      [-1n, '', null, 'admitted'],
      [20n, 'Omid', null, 'noted'],
      [21n, 'Omid', null, 'asked'],
    ]);
  });

  it('deletes what a forgotten person used once its day is over, and nothing else without a retention', async () => {
    await leaveEverything(7n, YEAR_AGO);
    const used = ['2026-11-20', '2026-11-21'].map((day) => ({
      date: new Date(day),
      pseudonym: 'a code',
      totalTokens: 5n,
      costPicoUsd: 5n,
    }));
    await database().client.forgottenUse.createMany({ data: used });
    await run(0);
    expect(await leftOf(7n)).toEqual(
      EVERYTHING.filter((name) => !['raise', 'moneyRaise', 'told'].includes(name)),
    );
    const left = await database().client.forgottenUse.findMany();
    expect(left.map(({ date }) => date.toISOString().slice(0, 10))).toEqual(['2026-11-21']);
  });

  it.each([199, 450])('deletes %d persons and turns, in batches', async (count) => {
    const { client } = database();
    const people = Array.from({ length: count }, (_, index) => ({
      userId: BigInt(index + 1),
      firstName: 'Sara',
      firstSeenAt: YEAR_AGO,
      lastSeenAt: YEAR_AGO,
    }));
    await client.person.createMany({ data: people });
    const history = createConversationStore(database());
    for (const { userId } of people)
      await history.append(`${userId}`, [{ role: 'user', content: 'a' }], YEAR_AGO);
    await run(30);
    expect(await client.person.count()).toBe(0);
    expect(await client.conversationTurn.count()).toBe(0);
  });

  it('deletes working data in batches too, and no reservation that still holds something', async () => {
    const old = new Date('2026-01-01');
    const held = [0, 5].map((reservedTokens, index) => ({
      userId: BigInt(index + 1),
      date: old,
      reservedTokens: BigInt(reservedTokens),
    }));
    const { client } = database();
    await client.userReservation.createMany({ data: held });
    const runs = Array.from({ length: 450 }, (_, index) => new Date(old.getTime() + index * 60_000));
    await client.jobRun.createMany({ data: runs.map((tick) => ({ job: 'report', tick, ranAt: tick })) });
    await run(0);
    expect(await client.jobRun.count()).toBe(0);
    expect((await client.userReservation.findMany()).map(({ userId }) => userId)).toEqual([2n]);
  });
});
