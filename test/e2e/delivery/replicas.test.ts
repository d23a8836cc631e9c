import { until } from '../../support/until.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { startReplicas, type Replicas } from '../../support/bot/replicas.ts';
import type { BotSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const REPLICAS = 3;
const PEOPLE = Array.from({ length: 8 }, (_, index) => 20_000 + index);

describeOnPostgres('three replicas behind one address', () => {
  let replicas: Replicas;
  let surroundings: BotSurroundings;

  const main = () => surroundings.provider(MAIN);
  const asked = (part: string): string[] =>
    main().requests.flatMap(({ messages }) => {
      const text = messages.at(-1)?.text ?? '';
      return text.includes(part) ? [text] : [];
    });
  const answers = (person: number) =>
    surroundings.telegram.messages(person).filter(({ by, draft }) => by === 'bot' && draft === null);

  beforeAll(async () => {
    replicas = await startReplicas(REPLICAS, {
      providers: {
        [MAIN]: { latencyMs: 50, chunkDelayMs: 2, limits: { requests: 100_000, tokens: 100_000_000 } },
      },
    });
    ({ surroundings } = replicas);
    for (const id of PEOPLE) surroundings.telegram.addUser({ id, firstName: `Person ${id}` });
  }, 600_000);
  afterAll(() => replicas?.close());

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
      replicas.running().map(async ({ port }) => {
        const page = await readMetrics(port);
        const lines = [...page.matchAll(/^gen_ai_client_operation_duration_seconds_count\{.*\} (\d+)$/gm)];
        return lines.reduce((sum, [, count]) => sum + Number(count), 0);
      }),
    );
    expect(counts.every((count) => count > 0)).toBe(true);
  }, 600_000);

  it('bring whoever stops an answer to the one that writes it', async () => {
    const person = PEOPLE[0]!;
    const before = answers(person).length;
    main().behave({ answer: () => 'One more sentence. '.repeat(400), chunkDelayMs: 30 });
    surroundings.telegram.say(person, 'Tell me a long story');
    await surroundings.telegram.waitForMessage(person, ({ draft }) => draft !== null);
    surroundings.telegram.stopDraft(person);
    await until(() => answers(person).length > before);
    expect(answers(person).at(-1)?.text).toContain('Stopped');
    main().behave({ answer: () => 'Done.', chunkDelayMs: 2 });
  }, 600_000);

  it('take over from one that is killed in the middle of an answer', async () => {
    const person = PEOPLE[1]!;
    const before = answers(person).length;
    main().behave({ latencyMs: 4_000 });
    surroundings.telegram.say(person, 'Killed in the middle');
    await until(() => asked('Killed').length === 1);
    surroundings.telegram.say(person, 'Behind the killed one');
    const killed = await replicas.ownerOf(person);
    await killed.program.end('SIGKILL');
    replicas.remove(killed);
    await until(() => answers(person).length === before + 2);
    await delay(300);
    expect(answers(person)).toHaveLength(before + 2);
    expect(asked('illed')).toEqual(['Killed in the middle', 'Killed in the middle', 'Behind the killed one']);

    const { client } = await surroundings.database();
    const newest = () =>
      client.aiUsage.findMany({ where: { userId: person }, orderBy: { id: 'desc' }, take: 3 });
    await until(async () => (await newest()).every(({ status }) => status !== 'pending'));
    expect((await newest()).map(({ status }) => status)).toEqual(['ok', 'ok', 'interrupted']);
    main().behave({ latencyMs: 50 });
    replicas.add(await replicas.start(killed.port));
  }, 600_000);

  it('lose nothing and repeat nothing while each of them is replaced', async () => {
    const before = new Map(PEOPLE.map((person) => [person, answers(person).length]));
    let rounds = 0;
    const over = new AbortController();
    const talk = async () => {
      while (!over.signal.aborted) {
        rounds++;
        for (const person of PEOPLE) surroundings.telegram.say(person, `Round ${rounds} of ${person}`);
        await delay(500);
        // A slow machine may fall behind, but nobody may have twenty messages waiting.
        await until(() =>
          PEOPLE.every((person) => answers(person).length >= before.get(person)! + rounds - 10),
        );
      }
    };
    const old = replicas.running();
    const fresh = await Promise.all(old.map(() => replicas.start()));
    const talking = talk();
    for (const [index, replica] of old.entries()) {
      replicas.add(fresh[index]!);
      await delay(1_000);
      expect(await replica.program.end('SIGTERM')).toBe(0);
      replicas.remove(replica);
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
    const requests = main().requests.filter(({ kind }) => kind === 'chat');
    const database = await surroundings.database();
    expect(await database.client.aiUsage.count()).toBe(requests.length);
    await expectLedgerInvariants(database);
  }, 600_000);
});

async function readMetrics(port: number): Promise<string> {
  const headers = { authorization: 'Bearer metrics-token' };
  return (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
}
