import { until } from '../../support/until.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { createInboxStore, type NewUpdate } from '../../../src/database/inbox/inbox-store.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import {
  OMID,
  SARA,
  startBotIn,
  startSurroundings,
  type BotSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const KILLS = 6;
const FIRST_PERSON = 10_000;
/** A process that ended long ago, on another machine. */
const ELSEWHERE = { owner: 'elsewhere/1/00000000', until: new Date(0) };
const HOUR_MS = 3_600_000;

/** Lets a new person ask something every few milliseconds until it is stopped. */
function startLoad({ telegram }: BotSurroundings, people: number[]): { stop: () => void } {
  const timer = setInterval(() => {
    const id = FIRST_PERSON + people.push(0) - 1;
    people[people.length - 1] = id;
    telegram.addUser({ id, firstName: `Person ${id}` });
    telegram.say(id, `I am person ${id}.`);
  }, 10);
  return { stop: () => clearInterval(timer) };
}

/** Resolves when the bot has said something to everybody. */
async function untilAnswered({ telegram }: BotSurroundings, people: readonly number[]): Promise<void> {
  const isUnanswered = (id: number) =>
    !telegram.messages(id).some(({ by, draft }) => by === 'bot' && draft === null);
  await until(() => !people.some(isUnanswered));
}

/** What the provider was asked, in order. */
function questions({ provider }: BotSurroundings): string[] {
  return provider(MAIN).requests.flatMap(({ kind, messages }) =>
    kind === 'chat' ? [messages.at(-1)?.text ?? ''] : [],
  );
}

function saidTo({ telegram }: BotSurroundings, id: number): string[] {
  return telegram.messages(id).flatMap(({ by, text }) => (by === 'bot' ? [stripMarks(text)] : []));
}

function message(updateId: number, personId: number, text: string): NewUpdate {
  const person = { id: personId, is_bot: false, first_name: 'Omid' };
  const chat = { id: personId, type: 'private', first_name: 'Omid' };
  const sent = { message_id: updateId, date: Math.floor(Date.now() / 1000), chat, from: person, text };
  return { updateId, lane: `${personId}`, payload: JSON.stringify({ update_id: updateId, message: sent }) };
}

describeOnEachEngine('the inbox', (engine) => {
  itWhenBuilt()(
    'answers everybody although the process is killed again and again, with one row for each request',
    async () => {
      const surroundings = await startSurroundings({
        engine,
        providers: { [MAIN]: { latencyMs: 50, chunkDelayMs: 5 } },
      });
      const people: number[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const program = await startBotProgram(surroundings.environment);
        const load = startLoad(surroundings, people);
        await delay(100 + Math.random() * 400);
        await program.end('SIGKILL');
        load.stop();
      }
      const bot = await startBotIn(surroundings);
      await untilAnswered(surroundings, people);
      await bot.app.stop();

      const rows = await bot.requests();
      const asked = questions(surroundings);
      const wrong = people.filter((person) => {
        const own = rows.filter((row) => row.userId === BigInt(person));
        const sent = own.filter((row) => row.status !== 'interrupted');
        const received = asked.filter((text) => text === `I am person ${person}.`).length;
        // A row without a request is one that was booked when the process died, just before it was sent.
        return own.length < received || sent.length > received;
      });
      expect(wrong).toEqual([]);
      expect(rows.filter((row) => row.status === 'pending')).toEqual([]);
      await expectLedgerInvariants(await surroundings.database());
      await surroundings.close();
    },
    600_000,
  );

  describe('of a process that ended', () => {
    let surroundings: BotSurroundings;
    let bot: RunningBot;

    beforeAll(async () => {
      surroundings = await startSurroundings({ engine });
      const database = await surroundings.database();
      await database.migrate();
      const { environment } = surroundings;
      const store = createInboxStore(
        database,
        `${environment['BOT_TOKEN']}|${environment['TELEGRAM_API_ROOT']}`,
      );
      const now = new Date();
      await store.add([message(3, OMID, 'Third'), message(1, OMID, 'First')], ELSEWHERE, now);
      await store.add([message(4, SARA, 'Other')], ELSEWHERE, now);
      await store.add([message(2, OMID, 'Second')], null, now);
      await store.add([message(5, SARA, 'Yesterday')], null, new Date(now.getTime() - 25 * HOUR_MS));
      await store.add([message(6, SARA, 'Poison')], ELSEWHERE, now);
      await store.add([message(7, SARA, 'Suspect')], ELSEWHERE, now);
      const setTries = (tries: number, words: string) =>
        database.client.$executeRawUnsafe(
          `UPDATE inbox SET tries = ${tries} WHERE payload LIKE '%${words}%'`,
        );
      await setTries(8, 'Poison');
      await setTries(7, 'Suspect');
      bot = await startBotIn(surroundings);
      await untilAnswered(surroundings, [OMID, SARA]);
      await until(() => questions(surroundings).length >= 5);
      for (const words of ['away for more than a day', 'I tried this message'])
        await surroundings.telegram.waitForMessage(SARA, ({ text }) => text.includes(words));
    });
    afterAll(() => bot.stop());

    it('is worked off in the order in which each person wrote', () => {
      const asked = questions(surroundings);
      expect(asked.filter((text) => /First|Second|Third/.test(text))).toEqual(['First', 'Second', 'Third']);
      expect(asked.filter((text) => /Other|Suspect/.test(text))).toEqual(['Other', 'Suspect']);
    });

    it('asks nobody what is a day old, and tells its person and the log', () => {
      expect(questions(surroundings)).not.toContain('Yesterday');
      expect(bot.log.some((line) => line.includes('"updateId":5') && line.includes('expired'))).toBe(true);
      expect(saidTo(surroundings, SARA)).toContainEqual(expect.stringContaining('away for more than a day'));
    });

    it('does not try again what ended every process that tried it alone, and tells its person and the log', () => {
      expect(questions(surroundings)).not.toContain('Poison');
      expect(bot.errors()).toMatchObject([{ updateId: 6, why: 'ended_process' }]);
      expect(saidTo(surroundings, SARA)).toContainEqual(
        expect.stringContaining('I tried this message several times'),
      );
    });

    it('keeps nothing of what was said, but knows the numbers', async () => {
      const { client } = await surroundings.database();
      await until(async () => (await client.inbox.count({ where: { handledAt: null } })) === 0);
      const rows = await client.inbox.findMany({ orderBy: { updateId: 'asc' } });
      expect(rows.map(({ updateId }) => Number(updateId % 2n ** 32n))).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(rows.every(({ lane, payload, handledAt }) => lane === '' && payload === '' && handledAt)).toBe(
        true,
      );
    });

    it('is not answered once more when Telegram repeats it', async () => {
      const { payload } = message(2, OMID, 'Second');
      surroundings.telegram.sendUpdate(JSON.parse(payload) as never);
      await bot.ask(OMID, 'Something new');
      expect(questions(surroundings).filter((text) => text === 'Second')).toHaveLength(1);
    });
  });

  it('keeps what comes while the process ends for the next one', async () => {
    const surroundings = await startSurroundings({ engine, providers: { [MAIN]: { latencyMs: 700 } } });
    const { telegram } = surroundings;
    const first = await startBotIn(surroundings);
    telegram.say(OMID, 'In hand');
    await until(() => questions(surroundings).length > 0);
    telegram.say(OMID, 'Behind it');
    await until(() => telegram.pendingUpdates() === 0);
    await first.app.stop();
    expect(questions(surroundings)).toEqual(['In hand']);
    expect(telegram.messages(OMID).filter(({ by }) => by === 'bot')).toHaveLength(1);

    const second = await startBotIn(surroundings);
    await telegram.waitForMessage(OMID, ({ draft, id }) => draft === null && id > 3);
    expect(questions(surroundings)).toEqual(['In hand', 'Behind it']);
    await second.stop();
  });
});
