import { setTimeout as delay } from 'node:timers/promises';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { OMID, startBotIn, startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describeOnEachEngine('asking again, interrupted by the end of the process', (engine) => {
  let surroundings: BotSurroundings;
  let asked: number;
  beforeEach(async () => {
    asked = 0;
    surroundings = await startSurroundings({
      engine,
      providers: { [MAIN]: { answer: () => `answer ${++asked}` } },
    });
  });
  afterEach(() => surroundings.close());

  const main = () => surroundings.provider(MAIN);
  const untilAsked = async (times: number) => {
    while (main().requests.length < times) await delay(10);
  };
  /** The first answer, once what it answers is kept. */
  const firstAnswer = async () => {
    surroundings.telegram.say(OMID, 'a question');
    const answer = await surroundings.telegram.waitForMessage(OMID, ({ draft }) => draft === null);
    const { client } = await surroundings.database();
    while ((await client.answer.count()) === 0) await delay(10);
    return answer;
  };

  itWhenBuilt().each(['SIGKILL', 'SIGTERM'] as const)(
    'gives the new answer after the restart, once: %s',
    async (signal) => {
      const program = await startBotProgram(surroundings.environment);
      const { id } = await firstAnswer();
      main().fail({ kind: 'stall' });
      for (let press = 0; press < 2; press++) surroundings.telegram.press(OMID, id, 'answer:again');
      await untilAsked(2);
      await program.end(signal);

      const bot = await startBotIn(surroundings);
      const again = await bot.messageAfter(OMID, id, 20_000);
      expect(again.text).toMatch(/^answer/);
      const toast = await bot.telegram.press(OMID, again.id, 'answer:again').answer;
      expect(toast.text).toBe('Asking again…');
      const last = await bot.messageAfter(OMID, again.id);
      expect(last.text).toMatch(/^answer/);
      expect(bot.telegram.messages(OMID).filter(({ by }) => by === 'bot')).toHaveLength(3);
      expect(main().requests.map(({ messages }) => messages.at(-1)?.text)).toEqual(
        Array(4).fill('a question'),
      );
      const statuses = (await bot.requests()).map(({ status }) => status);
      expect(statuses).toEqual(['ok', 'interrupted', 'ok', 'ok']);
      await expectLedgerInvariants(await surroundings.database());
      expect(bot.errors()).toEqual([]);
      await bot.app.stop();
    },
    600_000,
  );
});
