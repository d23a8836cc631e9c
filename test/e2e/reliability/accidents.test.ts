import { setTimeout as delay } from 'node:timers/promises';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import {
  OMID,
  startSurroundings,
  type BotSurroundings,
  type LogLine,
} from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

/** What a signal makes happen outside of any work, as a faulty library would. */
const ACCIDENTS = [
  ['throws', `throw new Error('a fault of nobody')`, 'uncaughtException'],
  ['rejects', `Promise.reject(new Error('a fault of nobody'))`, 'unhandledRejection'],
] as const;

describe('a bot in which something', () => {
  itWhenBuilt().each(ACCIDENTS)('%s where nobody catches it', async (_, accident, origin) => {
    const surroundings = await startSurroundings();
    const script = encodeURIComponent(`process.on('SIGUSR2', () => { ${accident} })`);
    const program = await startBotProgram({
      ...surroundings.environment,
      NODE_OPTIONS: `--import data:text/javascript,${script}`,
    });
    surroundings.provider(MAIN).behave({ latencyMs: 1_000 });
    surroundings.telegram.say(OMID, QUESTION);
    while (surroundings.provider(MAIN).requests.length === 0) await delay(5);
    expect(await program.end('SIGUSR2')).toBe(1);
    const lines = program.log().trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level === 'error');
    expect(told).toMatchObject([{ error: 'a fault of nobody', origin, msg: 'nobody caught an error' }]);
    await expectAnsweredOnce(surroundings);
    await surroundings.close();
  });
});

/** The question that was under way is answered, booked once, and left alone by the next process. */
async function expectAnsweredOnce(surroundings: BotSurroundings): Promise<void> {
  const next = await startBotProgram(surroundings.environment);
  await askWhole(surroundings, '/help');
  await next.end('SIGTERM');
  const texts = surroundings.telegram.messages(OMID).map(({ text }) => text);
  expect(texts.filter((text) => text === ANSWER)).toHaveLength(1);
  const database = await surroundings.database();
  await expectLedgerInvariants(database);
  expect(await database.client.aiUsage.findMany({ select: { status: true } })).toEqual([{ status: 'ok' }]);
}
