import { setTimeout as delay } from 'node:timers/promises';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { startReplicas, type Replicas } from '../../support/bot/replicas.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

/** `npm run test:money` asks for more people than fit into every run of the tests. */
const PEOPLE = Array.from(
  { length: Number(process.env['MONEY_PEOPLE'] ?? 40) },
  (_, index) => 20_000 + index,
);
const QUESTIONS = 5;
/** Less than half of what the questions would cost. */
const LIMIT_USD = (PEOPLE.length * QUESTIONS * 0.0003) / 3;

describeOnPostgres('a month in money over three replicas', () => {
  let replicas: Replicas;

  beforeAll(async () => {
    replicas = await startReplicas(3, {
      providers: {
        [MAIN]: {
          latencyMs: 100,
          // 350 tokens. The stand-in counts what it writes, which is no more than it is allowed to, as services do.
          answer: () => 'Yes. '.repeat(280),
          limits: { requests: 100_000, tokens: 100_000_000 },
        },
      },
      environment: { MONTHLY_USD: String(LIMIT_USD) },
    });
    for (const id of PEOPLE) replicas.surroundings.telegram.addUser({ id, firstName: `Person ${id}` });
  }, 600_000);
  afterAll(() => replicas?.close());

  it(`is never exceeded by ${PEOPLE.length} people who ask at once, though one replica is killed`, async () => {
    const { telegram, provider, database: open } = replicas.surroundings;
    for (let round = 0; round < QUESTIONS; round++)
      for (const person of PEOPLE) telegram.say(person, `Question ${round}`);
    const chats = () => provider(MAIN).requests.filter(({ kind }) => kind === 'chat').length;
    while (chats() < PEOPLE.length / 2) await delay(5);
    const killed = replicas.running()[1]!;
    await killed.program.end('SIGKILL');
    replicas.remove(killed);
    replicas.add(await replicas.start());

    const told = (person: number) =>
      telegram.messages(person).filter(({ by, draft }) => by === 'bot' && draft === null).length;
    while (!PEOPLE.every((person) => told(person) >= QUESTIONS)) await delay(50);
    const database = await open();
    const pending = () => database.client.aiUsage.count({ where: { status: 'pending' } });
    while ((await pending()) > 0) await delay(50);

    const rows = await database.client.aiUsage.findMany();
    const cost = rows.reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n);
    const limit = BigInt(Math.round(LIMIT_USD * 1e12));
    expect(cost).toBeLessThanOrEqual(limit);
    // Most of it was spent, so what held it back was the budget.
    expect(cost * 2n).toBeGreaterThan(limit);
    // What was booked and never sent, because its process was killed in between, is interrupted.
    const interrupted = rows.filter(({ status }) => status === 'interrupted').length;
    expect(rows.length).toBeGreaterThanOrEqual(chats());
    expect(rows.length - interrupted).toBeLessThanOrEqual(chats());
    expect(await database.client.budgetHold.count()).toBe(0);
    await expectLedgerInvariants(database);
  }, 600_000);
});
