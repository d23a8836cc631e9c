import { setTimeout as delay } from 'node:timers/promises';
import { startBotProgram, type BotProgram } from '../../support/bot/bot-program.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';

const REPLICAS = 3;
const PEOPLE = Array.from({ length: 8 }, (_, index) => 20_000 + index);

interface Replica {
  port: number;
  program: BotProgram;
}

describeOnPostgres('three replicas behind one address', () => {
  let surroundings: BotSurroundings;
  let replicas: Replica[] = [];
  let turn = 0;

  /** As a proxy does: whoever is next, whether it is the one that has the chat or not. */
  const route = (url: string) => {
    const { port } = replicas[turn++ % replicas.length]!;
    return url.replace('https://bot.example', `http://127.0.0.1:${port}`);
  };
  const start = async (port: number): Promise<Replica> => ({
    port,
    program: await startBotProgram({ ...surroundings.environment, PORT: `${port}` }),
  });
  const groq = () => surroundings.provider('groq');
  const asked = (part: string): string[] =>
    groq().requests.flatMap(({ messages }) => {
      const text = messages.at(-1)?.text ?? '';
      return text.includes(part) ? [text] : [];
    });
  const answers = (person: number) =>
    surroundings.telegram.messages(person).filter(({ by, draft }) => by === 'bot' && draft === null);
  const until = async (isSo: () => boolean | Promise<boolean>, timeoutMs = 20_000) => {
    for (let waited = 0; !(await isSo()) && waited < timeoutMs; waited += 20) await delay(20);
    expect(await isSo()).toBe(true);
  };
  /** The replica that has this person's update in hand. */
  const ownerOf = async (person: number): Promise<Replica> => {
    const { client } = await surroundings.database();
    const row = await client.inbox.findFirst({
      where: { lane: { endsWith: `/${person}` }, handledAt: null, owner: { not: null } },
    });
    const pid = Number(row?.owner?.split('/')[1]);
    const found = replicas.find(({ program }) => program.pid === pid);
    if (!found) throw new Error(`no replica has the update of ${person}`);
    return found;
  };

  beforeAll(async () => {
    surroundings = await startSurroundings({
      engine: 'postgresql',
      providers: {
        groq: { latencyMs: 50, chunkDelayMs: 2, limits: { requests: 100_000, tokens: 100_000_000 } },
      },
      telegram: { webhookRoute: route, webhookRetryMs: 30 },
      environment: {
        PUBLIC_URL: 'https://bot.example',
        WEBHOOK_SECRET: 'webhook-secret',
        LISTEN_HOST: '127.0.0.1',
        METRICS_TOKEN: 'metrics-token',
      },
    });
    for (const id of PEOPLE) surroundings.telegram.addUser({ id, firstName: `Person ${id}` });
    const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
    // Together, on an empty database: one of them migrates it.
    replicas = await Promise.all(ports.map(start));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(replicas.map(({ program }) => program.end('SIGTERM')));
    await surroundings.close();
  });

  it('answer each person in order and each update once', async () => {
    const questions = Array.from({ length: 5 }, (_, index) => `Ordered ${index}`);
    for (const text of questions)
      for (const person of PEOPLE) surroundings.telegram.say(person, `${text} of ${person}`);
    await until(() => PEOPLE.every((person) => answers(person).length === questions.length));
    for (const person of PEOPLE)
      expect(asked(`of ${person}`)).toEqual(questions.map((text) => `${text} of ${person}`));
    await delay(500);
    expect(asked('Ordered')).toHaveLength(PEOPLE.length * questions.length);
    const counts = await Promise.all(
      replicas.map(async ({ port }) => {
        const page = await readMetrics(port);
        const lines = [...page.matchAll(/^gen_ai_client_operation_duration_seconds_count\{.*\} (\d+)$/gm)];
        return lines.reduce((sum, [, count]) => sum + Number(count), 0);
      }),
    );
    expect(counts.every((count) => count > 0)).toBe(true);
  }, 120_000);

  it('bring whoever stops an answer to the one that writes it', async () => {
    const person = PEOPLE[0]!;
    const before = answers(person).length;
    groq().behave({ answer: () => 'One more sentence. '.repeat(400), chunkDelayMs: 30 });
    surroundings.telegram.say(person, 'Tell me a long story');
    await surroundings.telegram.waitForMessage(person, ({ draft }) => draft !== null);
    surroundings.telegram.stopDraft(person);
    await until(() => answers(person).length > before, 5_000);
    expect(answers(person).at(-1)?.text).toContain('Stopped');
    groq().behave({ answer: () => 'Done.', chunkDelayMs: 2 });
  }, 120_000);

  it('take over from one that is killed in the middle of an answer', async () => {
    const person = PEOPLE[1]!;
    const before = answers(person).length;
    groq().behave({ latencyMs: 4_000 });
    surroundings.telegram.say(person, 'Killed in the middle');
    await until(() => asked('Killed').length === 1);
    surroundings.telegram.say(person, 'Behind the killed one');
    const killed = await ownerOf(person);
    await killed.program.end('SIGKILL');
    replicas = replicas.filter((replica) => replica !== killed);
    await until(() => answers(person).length === before + 2);
    await delay(300);
    expect(answers(person)).toHaveLength(before + 2);
    expect(asked('illed')).toEqual(['Killed in the middle', 'Killed in the middle', 'Behind the killed one']);

    const { client } = await surroundings.database();
    const newest = () =>
      client.aiUsage.findMany({ where: { userId: person }, orderBy: { id: 'desc' }, take: 3 });
    await until(async () => (await newest()).every(({ status }) => status !== 'pending'));
    expect((await newest()).map(({ status }) => status)).toEqual(['ok', 'ok', 'interrupted']);
    groq().behave({ latencyMs: 50 });
    replicas.push(await start(killed.port));
  }, 120_000);

  it('lose nothing and repeat nothing while each of them is replaced', async () => {
    const before = new Map(PEOPLE.map((person) => [person, answers(person).length]));
    let rounds = 0;
    const over = new AbortController();
    const talk = async () => {
      while (!over.signal.aborted) {
        rounds++;
        for (const person of PEOPLE) surroundings.telegram.say(person, `Round ${rounds} of ${person}`);
        await delay(500);
      }
    };
    const fresh = await Promise.all(replicas.map(async () => start(await freePort())));
    const talking = talk();
    for (const [index, replica] of [...replicas].entries()) {
      replicas.push(fresh[index]!);
      await delay(1_000);
      expect(await replica.program.end('SIGTERM')).toBe(0);
      replicas = replicas.filter((other) => other !== replica);
    }
    over.abort();
    await talking;
    await until(() => PEOPLE.every((person) => answers(person).length >= before.get(person)! + rounds));
    await delay(500);
    for (const person of PEOPLE) {
      expect(asked(`Round`).filter((text) => text.endsWith(`of ${person}`))).toEqual(
        Array.from({ length: rounds }, (_, index) => `Round ${index + 1} of ${person}`),
      );
      const texts = answers(person).map(({ text }) => text);
      expect(texts.slice(before.get(person))).toEqual(Array.from({ length: rounds }, () => 'Done.'));
    }
    const requests = groq().requests.filter(({ kind }) => kind === 'chat');
    const database = await surroundings.database();
    expect(await database.client.aiUsage.count()).toBe(requests.length);
    await expectLedgerInvariants(database);
  }, 120_000);
});

async function readMetrics(port: number): Promise<string> {
  const headers = { authorization: 'Bearer metrics-token' };
  return (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
}
