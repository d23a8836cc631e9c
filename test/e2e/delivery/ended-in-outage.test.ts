import { until } from '../../support/until.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../../src/database/engine/database.ts';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { OMID, SARA, startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const ASKED = 'Asked while the database is away';

function lock(database: Database) {
  return holdTransaction(database, (connection) =>
    connection.$executeRawUnsafe('UPDATE setting SET value = value'),
  );
}

function textsTo(person: number, { telegram }: BotSurroundings): string[] {
  return telegram.messages(person).flatMap(({ by, draft, text }) => (by === 'bot' && !draft ? [text] : []));
}

describe.each(['SIGKILL', 'SIGTERM'] as const)('a process that ends in an outage, by %s', (signal) => {
  itWhenBuilt()(
    'leaves the question to the next one, since Telegram was not told that it may forget it',
    async () => {
      const surroundings = await startSurroundings({ providers: { [MAIN]: { answer: () => 'An answer.' } } });
      const { telegram, environment } = surroundings;
      const main = surroundings.provider(MAIN);
      const isAsked = () =>
        main.requests.some((request) => request.kind === 'chat' && request.messages.at(-1)?.text === ASKED);
      const first = await startBotProgram(environment);
      const database = await surroundings.database();
      const held = await lock(database);
      telegram.say(SARA, 'سلام');
      await until(() => textsTo(SARA, surroundings).length === 1);
      main.behave({ latencyMs: 30_000 });
      telegram.say(OMID, ASKED);
      await until(isAsked);
      await first.end(signal);
      expect(textsTo(OMID, surroundings)).toEqual([]);
      await held.release();

      main.behave({ latencyMs: 0 });
      const second = await startBotProgram(environment);
      await until(() => textsTo(OMID, surroundings).length > 0);
      await delay(300);
      expect(textsTo(OMID, surroundings)).toEqual(['An answer.']);
      expect(textsTo(SARA, surroundings)).toEqual(['An answer.']);
      expect(await second.end('SIGTERM')).toBe(0);
      await surroundings.close();
    },
    600_000,
  );
});
