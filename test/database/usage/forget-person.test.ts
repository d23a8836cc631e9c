import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { createConversationMemory } from '../../../src/chat/conversation-memory.ts';
import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { createAnswerStore } from '../../../src/database/people/answer-store.ts';
import { createForgottenUseStore } from '../../../src/database/people/forgotten-use-store.ts';
import { createPseudonyms } from '../../../src/foundation/pseudonym.ts';
import { createConversationStore } from '../../../src/database/people/conversation-store.ts';
import type { Connection } from '../../../src/database/engine/connection.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { createPrivacyStore } from '../../../src/database/people/privacy-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { createForgetting } from '../../../src/usage/maintenance/forget-person.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { expectLedgerInvariants, readReservedTokens } from '../../support/database/ledger-invariants.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, wholeClaim } from '../../support/database/test-ledger.ts';

const PERSON = 7n;
const OTHER = 77n;

describeOnEachEngine('forgetting a person', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock('2026-11-21T12:00:00Z');
  const pseudonymOf = createPseudonyms('the secret of all processes');
  let ledger: Ledger;

  beforeEach(() => {
    clock.set('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock, pseudonymOf });
  });

  const forgettingIn = (on: Database) =>
    createForgetting({ store: createPrivacyStore(on, pseudonymOf), timeZone: 'UTC', clock });
  const forget = (userId = PERSON) => forgettingIn(database())(userId);

  async function send(userId: bigint, changes = {}): Promise<void> {
    const booking = await ledger.book(chatRequest({ userId, chatId: userId, ...changes }));
    if (booking) await ledger.settle(booking, answered(100, 20));
  }

  /** Whether the person's id stands anywhere in the database. */
  async function traces(userId: bigint): Promise<string[]> {
    const { client } = database();
    const byUser = { where: { userId } };
    const conversations = {
      OR: [{ conversation: `${userId}` }, { conversation: { endsWith: `:${userId}` } }],
    };
    const counts = {
      person: await client.person.count(byUser),
      chat: await client.chat.count({ where: { chatId: userId } }),
      turns: await client.conversationTurn.count({ where: conversations }),
      requests: await client.aiUsage.count({ where: { OR: [{ userId }, { chatId: userId }] } }),
      days: await client.aiUsageUserSummary.count(byUser),
      providers: await client.aiUsageUserProvider.count(byUser),
      windows: await client.aiUsageUserWindow.count(byUser),
      reservations: await client.userReservation.count(byUser),
      answers: await client.answer.count(byUser),
      sessions: await client.webSession.count(byUser),
      links: await client.webLink.count(byUser),
    };
    return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));
  }

  async function leaveTraces(userId: bigint): Promise<void> {
    const { client } = database();
    const now = clock.now();
    const date = new Date('2026-11-21');
    await client.person.create({ data: { userId, firstName: 'Sara', firstSeenAt: now, lastSeenAt: now } });
    await client.chat.create({ data: { chatId: userId, model: 'groq/a' } });
    const note = { userId, conversation: `${userId}`, question: { text: 'a secret' }, requestIds: [] };
    await createAnswerStore(database()).keep(userId, [1, 2], note, now);
    const budget = { userId, dailyTokens: 5n, updatedBy: 900n, updatedAt: now };
    await client.userBudget.create({ data: budget });
    await client.userBudgetRaise.create({ data: { userId, date, extraTokens: 5n } });
    const access = { userId, expiresAt: new Date(now.getTime() + 60_000) };
    await client.webSession.create({ data: { tokenHash: `s${userId}`, createdAt: now, ...access } });
    await client.webLink.create({ data: { codeHash: `l${userId}`, ...access } });
    const history = createConversationStore(database());
    for (const conversation of [`${userId}`, `-100123:0:${userId}`, `-100123:45:${userId}`]) {
      await history.append(conversation, [{ role: 'user', content: 'a secret' }], now);
    }
    await send(userId, { budget: wholeClaim(200, 10_000) });
    clock.advance(86_400_000);
    await send(userId);
  }

  it('leaves no trace of them, all of others, and the totals of days and providers', async () => {
    clock.set('2026-11-21T12:00:00Z');
    await leaveTraces(PERSON);
    clock.set('2026-11-21T12:00:00Z');
    await leaveTraces(OTHER);
    const usage = createUsageStore(database());
    const topUsers = () =>
      usage.topUsers({ from: '2026-11-01', closedTo: '2026-11-25', today: '2026-11-26', take: 5 });
    expect(await topUsers()).toHaveLength(2);
    const everything = await traces(OTHER);
    expect(everything).toHaveLength(11);
    expect(await traces(PERSON)).toEqual(everything);
    const totals = () =>
      Promise.all([usage.totals('2026-11-01', '2026-11-30'), usage.days('2026-11-01', '2026-11-30')]);
    const before = await totals();
    expect(await forget()).toEqual({ requests: 2, turns: 3, keptBudgets: 1 });
    expect(await traces(PERSON)).toEqual([]);
    expect(await traces(OTHER)).toEqual(everything);
    expect(await totals()).toEqual(before);
    await expectLedgerInvariants(database());
    expect((await topUsers()).map(({ userId }) => userId)).toEqual([OTHER]);
    expect(await forget()).toEqual({ requests: 0, turns: 0, keptBudgets: 1 });
  });

  it('lets a running request be settled as nobody’s, and gives back what it held', async () => {
    const booking = await ledger.book(chatRequest({ budget: wholeClaim(500, 1_000) }));
    const other = await ledger.book(chatRequest({ userId: OTHER, budget: wholeClaim(500, 1_000) }));
    expect((await forget()).requests).toBe(1);
    expect(await readReservedTokens(database())).toBe(500);
    if (booking) await ledger.settle(booking, answered(100, 20));
    await expectLedgerInvariants(database());
    expect(await traces(PERSON)).toEqual([]);
    const [total] = await createUsageStore(database()).totals('2026-01-01', '2027-01-01');
    expect(total).toMatchObject({ requests: 1, totalTokens: 120 });
    if (other) await ledger.settle(other, answered(100, 20));
    expect(await readReservedTokens(database())).toBe(0);
    await expectLedgerInvariants(database());
  });

  it('lets a running request of a process that died be settled too', async () => {
    await openTestLedger(database(), { clock, owner: 'host/1/dead' }).book(
      chatRequest({ budget: wholeClaim(500, 1_000) }),
    );
    await forget();
    clock.advance(600_000);
    expect(await ledger.recover()).toBe(1);
    await expectLedgerInvariants(database());
    expect(await traces(PERSON)).toEqual([]);
  });

  it('does not forget what admins decided, and keeps no name with it', async () => {
    await leaveTraces(PERSON);
    const { client } = database();
    const named = { title: 'Sara', username: 'sara', locale: 'fa', changedAt: clock.now() };
    const blocked = { state: 'blocked', decidedBy: 900n, ...named };
    await client.access.create({ data: { accountId: PERSON, ...blocked } });
    await client.access.create({ data: { accountId: -1n, state: 'admitted', askedBy: PERSON, ...named } });
    await client.access.create({ data: { accountId: OTHER, state: 'noted', ...named } });
    const budgets = createUserBudgetStore(database());
    await budgets.raise(PERSON, '2026-11-22', 10, { by: 900n, at: clock.now() });
    await forget();
    expect(await budgets.read(PERSON, '2026-11-22')).toEqual({ ownTokens: 5, extraTokens: 10 });
    await forget(OTHER);
    expect(await client.access.findMany({ orderBy: { accountId: 'asc' } })).toMatchObject([
      { accountId: -1n, title: 'Sara', askedBy: null },
      { accountId: PERSON, state: 'blocked', decidedBy: 900n, title: '', username: null, locale: null },
    ]);
  });

  const grant = async (tokens: number, limit: number, on = ledger) =>
    on.book(chatRequest({ budget: { limitTokens: limit, minimumTokens: 1, wantedTokens: tokens } }));

  it('lets nobody use more than their budget by asking for it five times', async () => {
    let used = 0;
    for (let round = 0; round < 5; round++) {
      for (let booking = await grant(800, 3_000); booking; booking = await grant(800, 3_000)) {
        used += booking.grantedTokens ?? 0;
        await ledger.settle(booking, answered(0, booking.grantedTokens ?? 0));
      }
      await forget();
    }
    expect(used).toBe(3_000);
    await expectLedgerInvariants(database());
  });

  it('counts what a running request holds, and what other processes used, before and after a restart', async () => {
    const running = await grant(1_000, 3_000);
    const replica = openTestLedger(database(), {
      clock,
      pseudonymOf: createPseudonyms('the secret of all processes'),
    });
    const other = await grant(500, 3_000, replica);
    if (other) await replica.settle(other, answered(100, 400));
    await forget();
    if (running) await ledger.settle(running, answered(10, 10));
    expect((await grant(3_000, 3_000, replica))?.grantedTokens).toBe(1_500);
    await expectLedgerInvariants(database());
  });

  it('gives a whole budget on the next day, and to everybody else', async () => {
    await send(PERSON, { budget: wholeClaim(200, 300) });
    await forget();
    expect(await grant(300, 300)).toMatchObject({ grantedTokens: 180 });
    const others = chatRequest({ userId: OTHER, budget: wholeClaim(300, 300) });
    expect(await ledger.book(others)).toMatchObject({ grantedTokens: 300 });
    clock.advance(86_400_000);
    expect(await grant(300, 300)).toMatchObject({ grantedTokens: 300 });
  });

  it('keeps what was used under a code that does not name the person, until the day ends', async () => {
    const { client } = database();
    await send(PERSON);
    await forget();
    const [row] = await client.forgottenUse.findMany();
    expect(row).toMatchObject({ totalTokens: 120n, pseudonym: pseudonymOf(PERSON, '2026-11-21') });
    expect(createPseudonyms('another secret')(PERSON, '2026-11-21')).not.toBe(row?.pseudonym);
    expect(pseudonymOf(PERSON, '2026-11-22')).not.toBe(row?.pseudonym);
    expect(await createForgottenUseStore(database(), pseudonymOf).tokens(PERSON, '2026-11-21')).toBe(120);
    const retention = createRetentionStore(database(), clock);
    expect(await retention.deleteForgottenUse('2026-11-21')).toBe(0);
    expect(await retention.deleteForgottenUse('2026-11-22')).toBe(1);
    expect(await client.forgottenUse.count()).toBe(0);
  });

  it('forgets that admins were told of what they spent today', async () => {
    const at = new Date('2026-11-21T12:00:00Z');
    const told = { level: 'spent', episode: 1, openedAt: at, changedAt: at };
    for (const id of [PERSON, 8n])
      await database().client.alertEpisode.create({ data: { key: `day/user/${id}`, ...told } });
    await forget();
    const left = await database().client.alertEpisode.findMany({ select: { key: true } });
    expect(left).toEqual([{ key: 'day/user/8' }]);
  });

  it('counts the money that a request holds as spent: it is settled as nobody’s', async () => {
    const limitPicoUsd = 1_000_000n;
    const day = { date: '2026-11-21', until: '2026-11-22', usualPicoUsd: limitPicoUsd, limitPicoUsd };
    const scope = { kind: 'user', key: `user/${PERSON}`, id: `${PERSON}`, ...day } as const;
    const ask = (wantedPicoUsd: bigint) =>
      ledger.tryBook(chatRequest({ money: { scopes: [scope], minimumPicoUsd: 1n, wantedPicoUsd } }));
    const running = (await ask(700_000n)) as Booking;
    await forget();
    expect(await ask(limitPicoUsd)).toMatchObject({ grantedPicoUsd: 300_000n });
    await ledger.settle(running, answered(1, 1));
    expect(await ask(1n)).toMatchObject({ refusedBy: { key: `user/${PERSON}` } });
    expect(await database().client.budgetHold.count()).toBe(1);
  });

  it('meets them as somebody new', async () => {
    await send(PERSON);
    await forget();
    const again = await ledger.book(chatRequest());
    if (again) await ledger.settle(again, answered(10, 1));
    await expectLedgerInvariants(database());
    const usage = createUsageStore(database());
    const totals = await usage.totalsOfUser(PERSON, '2026-01-01', '2027-01-01');
    expect(totals.reduce((sum, { requests }) => sum + requests, 0)).toBe(1);
  });

  it('is done once for all who ask while it runs', async () => {
    await send(PERSON);
    const store = createPrivacyStore(database(), pseudonymOf);
    let closed = 0;
    const counting = createForgetting({
      store: { ...store, closeAccount: (...account) => (closed++, store.closeAccount(...account)) },
      timeZone: 'UTC',
      clock,
    });
    const results = await Promise.all(Array.from({ length: 10 }, () => counting(PERSON)));
    expect(closed).toBe(1);
    expect(results).toEqual(Array.from({ length: 10 }, () => ({ requests: 1, turns: 0, keptBudgets: 0 })));
    expect(await counting(PERSON)).toEqual({ requests: 0, turns: 0, keptBudgets: 0 });
    expect(closed).toBe(2);
  });

  it('finds every row through an index, so that nobody waits for a table to be read', async () => {
    const explained = explaining(database());
    await leaveTraces(PERSON);
    await forgettingIn(explained.database)(PERSON);
    expect(explained.sent.length).toBeGreaterThan(10);
    expect(await explained.scans()).toEqual([]);
  });

  it('keeps nothing of an answer that arrives afterwards', async () => {
    const store = createConversationStore(database());
    const memory = createConversationMemory({ store, clock, maxTurns: 9, maxTokens: 999 });
    const turn = { question: 'a question', answer: 'an answer', askedAt: clock.monotonicMs() };
    const booking = await ledger.book(chatRequest());
    const later = await ledger.book(chatRequest());
    await memory.remember('-1:0:7', { ...turn, requestId: later?.id });
    expect(await memory.recall('-1:0:7')).toHaveLength(2);
    await forget();
    await memory.remember('-1:0:7', { ...turn, requestId: booking?.id });
    expect(await memory.recall('-1:0:7')).toEqual([]);
  });

  it('keeps both or nothing of a request that is made while the last step runs', async () => {
    const replica = await openReplica(database());
    const other = openTestLedger(replica.database, { clock });
    await send(PERSON);
    let chat: Promise<unknown> = Promise.resolve();
    const slow = slowAfter(database(), 'reserved_tokens = NULL', () => {
      chat = other.book(chatRequest()).then((booking) => booking && other.settle(booking, answered(100, 20)));
    });
    await createPrivacyStore(slow).closeAccount(PERSON, '2026-11-21', clock.now());
    await chat;
    await expectLedgerInvariants(database());
    await replica.close();
  });

  it('is exact beside any number of chats of the same person on two replicas', async () => {
    const replica = await openReplica(database());
    const ledgers = [ledger, openTestLedger(replica.database, { clock })];
    const chats = Array.from({ length: 40 }, async (_, index) => {
      for (let turn = 0; turn < 6; turn++) {
        const userId = index % 4 ? PERSON : OTHER;
        const budget = index % 2 ? wholeClaim(150, 1_000_000) : null;
        const chosen = ledgers[(index + turn) % 2];
        const booking = await chosen?.book(chatRequest({ userId, budget }));
        if (booking) await chosen?.settle(booking, answered(100, 20));
      }
    });
    const forgetting = (async () => {
      for (let round = 0; round < 8; round++) await forget();
    })();
    await Promise.all([...chats, forgetting]);
    await expectLedgerInvariants(database());
    await forget();
    await expectLedgerInvariants(database());
    expect(await traces(PERSON)).toEqual([]);
    expect(await readReservedTokens(database())).toBe(0);
    await replica.close();
  });
});

/** The same database, of which a transaction pauses after a statement while `act` is going on. */
function slowAfter(database: Database, words: string, act: () => void): Database {
  const transaction: Database['transaction'] = (work) =>
    database.transaction((connection) =>
      work({
        ...connection,
        $executeRawUnsafe: (async (sql: string, ...parameters: unknown[]) => {
          const count = await connection.$executeRawUnsafe(sql, ...parameters);
          if (sql.includes(words)) {
            act();
            await new Promise((resolve) => setTimeout(resolve, 300));
          }
          return count;
        }) as Connection['$executeRawUnsafe'],
      }),
    );
  return { ...database, transaction };
}

/** The same database, which notes the raw statements, and tells afterwards which of them read a whole table. */
function explaining(database: Database) {
  const sent: [sql: string, parameters: unknown[]][] = [];
  const noting = (connection: Connection): Connection => {
    const note = (name: keyof Connection) =>
      ((sql: string, ...parameters: unknown[]) => {
        sent.push([sql, parameters]);
        return connection[name](sql, ...parameters);
      }) as never;
    return { $executeRawUnsafe: note('$executeRawUnsafe'), $queryRawUnsafe: note('$queryRawUnsafe') };
  };
  const noted = noting(database.client);
  const client = new Proxy(database.client, {
    get: (target, name): unknown => Reflect.get(name in noted ? noted : target, name),
  });
  const transaction: Database['transaction'] = (work) =>
    database.transaction((inner) => work({ ...inner, ...noting(inner) }));
  const scans = async () => {
    const found: string[] = [];
    // A connection of its own: SQLite's goes on with a statement that was explained until it is closed.
    const replica = await openAnew(database);
    for (const [sql, parameters] of sent.filter(([sql]) => /^(UPDATE|DELETE|INSERT)/.test(sql))) {
      const plan = await planOf(replica.database, sql, parameters);
      const lines = plan.map((line) => JSON.stringify(Object.values(line)));
      const scan = lines.find((line) => /Seq Scan on|SCAN (?!r\b|json_each|used|CONSTANT)/.test(line));
      if (scan) found.push(`${sql}: ${scan}`);
    }
    await replica.close();
    return found;
  };
  return { database: { ...database, client, transaction }, sent, scans };
}

async function openAnew(database: Database) {
  if (database.engine === 'postgresql') return openReplica(database);
  const [main] = await database.client.$queryRawUnsafe<{ file: string }[]>(
    'SELECT file FROM pragma_database_list',
  );
  const opened = await openDatabase({ url: `file:${main?.file}` });
  return { database: opened, close: () => opened.close() };
}

function planOf({ client, engine }: Database, sql: string, parameters: unknown[]): Promise<object[]> {
  if (engine === 'sqlite')
    return client.$queryRawUnsafe<object[]>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters);
  return client.$transaction(async (transaction) => {
    // A small table is read whole even where an index fits.
    await transaction.$executeRawUnsafe('SET LOCAL enable_seqscan = off');
    return transaction.$queryRawUnsafe<object[]>(`EXPLAIN ${sql}`, ...parameters);
  });
}
