import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startBotProgram, type BotProgram } from '../../support/bot/bot-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { describeOnHosts } from '../../support/bot/other-host.ts';
import { startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { engines } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

interface Replica {
  port: number;
  program: BotProgram;
}

const [KILLED, FROZEN] = ['killed-host', 'frozen-host'];
const PEOPLE = { [KILLED]: [31_001, 31_002], [FROZEN]: [32_001, 32_002] };
const EVERYBODY = Object.values(PEOPLE).flat();
/** Asks only once the frozen host goes on. */
const LATE = 33_001;
const STORY = 'One more sentence. '.repeat(40).trim();

const describeOnPostgres = engines.includes('postgresql') ? describeOnHosts : describe.skip;

/**
 * Two replicas here and two on hosts of their own, of which the others see nothing but their leases. One host dies in
 * the middle of its answers and the other stands still, side by side, since both take as long as a lease.
 */
describeOnPostgres('a replica on another host', () => {
  let surroundings: BotSurroundings;
  let here: Replica[];
  let onHost: Record<string, Replica>;
  let receivers: Replica[];
  let turn = 0;
  let leasesEnd: Record<string, Date>;

  const route = (url: string) => {
    const { port } = receivers[turn++ % receivers.length]!;
    return url.replace('https://bot.example', `http://127.0.0.1:${port}`);
  };
  const start = async (host?: string): Promise<Replica> => {
    const port = await freePort();
    return { port, program: await startBotProgram({ ...surroundings.environment, PORT: `${port}` }, host) };
  };
  const main = () => surroundings.provider(MAIN);
  const asked = (person: number) =>
    main().requests.flatMap(({ messages }) => {
      const text = messages.at(-1)?.text ?? '';
      return text.endsWith(` of ${person}`) ? [text.split(' ')[0]] : [];
    });
  const answers = (person: number) =>
    surroundings.telegram.messages(person).filter(({ by, draft }) => by === 'bot' && draft === null);
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    while (!(await isSo())) await delay(20);
  };
  const say = (people: readonly number[], text: string) => {
    for (const person of people) surroundings.telegram.say(person, `${text} of ${person}`);
  };
  const rowsOf = async (host: string) =>
    (await surroundings.database()).client.inbox.findMany({
      where: { owner: { startsWith: `${host}#` }, handledAt: null },
    });
  const statuses = async (person: number) =>
    (
      await (
        await surroundings.database()
      ).client.aiUsage.findMany({ where: { userId: person }, orderBy: { id: 'asc' } })
    ).map(({ status }) => status);
  /** Everybody's first question is being answered on its host, and the second one waits behind it. */
  const beginOnHosts = async () => {
    for (const [host, people] of Object.entries(PEOPLE)) {
      receivers = [onHost[host]!];
      say(people, 'First');
      for (const person of people)
        await surroundings.telegram.waitForMessage(person, ({ draft }) => draft !== null);
      expect(await rowsOf(host)).toHaveLength(people.length);
    }
    receivers = here;
    say(EVERYBODY, 'Second');
    await until(() => surroundings.telegram.pendingUpdates() === 0);
  };
  const readLeases = async () =>
    Object.fromEntries(
      await Promise.all(
        [KILLED, FROZEN].map(async (host) => [
          host,
          new Date(Math.max(...(await rowsOf(host)).map(({ leaseUntil }) => Number(leaseUntil)))),
        ]),
      ),
    ) as Record<string, Date>;

  beforeAll(async () => {
    surroundings = await startSurroundings({
      engine: 'postgresql',
      providers: {
        [MAIN]: {
          answer: () => STORY,
          chunkDelayMs: 250,
          limits: { requests: 100_000, tokens: 100_000_000 },
        },
      },
      telegram: { webhookRoute: route, webhookRetryMs: 30 },
      environment: {
        PUBLIC_URL: 'https://bot.example',
        WEBHOOK_SECRET: 'webhook-secret',
        LISTEN_HOST: '127.0.0.1',
      },
    });
    for (const id of [...EVERYBODY, LATE]) surroundings.telegram.addUser({ id, firstName: `Person ${id}` });
    const [one, other, killed, frozen] = await Promise.all([start(), start(), start(KILLED), start(FROZEN)]);
    here = [one, other];
    onHost = { [KILLED]: killed, [FROZEN]: frozen };
    await beginOnHosts();
    await killed.program.end('SIGKILL');
    frozen.program.freeze();
    leasesEnd = await readLeases();
    main().behave({ chunkDelayMs: 2 });
  }, 600_000);
  afterAll(async () => {
    onHost[FROZEN]!.program.thaw();
    await Promise.all([...here, onHost[FROZEN]!].map(({ program }) => program.end('SIGTERM')));
    await surroundings.close();
  });

  it.each([KILLED, FROZEN])(
    'keeps what it has until its lease is over: %s',
    async (host) => {
      const [person] = PEOPLE[host]!;
      await until(() => asked(person!).length > 1);
      expect(Date.now()).toBeGreaterThanOrEqual(Number(leasesEnd[host]));
    },
    600_000,
  );

  it('is dead: its people get one answer each to every question, in order', async () => {
    const people = PEOPLE[KILLED]!;
    await until(() => people.every((person) => answers(person).length === 2));
    for (const person of people) {
      expect(asked(person)).toEqual(['First', 'First', 'Second']);
      // That nobody will settle it is only known two minutes after it was booked.
      expect(await statuses(person)).toEqual(['pending', 'ok', 'ok']);
    }
  }, 600_000);

  it('goes on after others took over, and says no more about what is theirs', async () => {
    const people = PEOPLE[FROZEN]!;
    await until(() => people.every((person) => asked(person).length > 1));
    // What the frozen one learns of its updates comes late, and what it would say about them is ready.
    const busy = await holdTransaction(await surroundings.database(), (connection) =>
      connection.$executeRawUnsafe('LOCK TABLE inbox IN SHARE MODE'),
    );
    onHost[FROZEN]!.program.thaw();
    for (const person of people) await until(async () => (await statuses(person))[0] !== 'pending');
    await delay(500);
    await busy.release();
    await until(() => people.every((person) => answers(person).length >= 2));
    receivers = [onHost[FROZEN]!];
    say([LATE], 'Late');
    await until(() => answers(LATE).length === 1);
    for (const person of people) {
      await until(async () => !(await statuses(person)).includes('pending'));
      expect(answers(person).map(({ text }) => text)).toEqual([STORY, STORY]);
      expect(asked(person)).toEqual(['First', 'First', 'Second']);
      expect((await statuses(person)).slice(1)).toEqual(['ok', 'ok']);
    }
  }, 600_000);

  it('has left one row for each request that was sent', async () => {
    const database = await surroundings.database();
    const sent = main().requests.filter(({ kind }) => kind === 'chat');
    expect(await database.client.aiUsage.count()).toBe(sent.length);
    await expectLedgerInvariants(database);
  });
});
