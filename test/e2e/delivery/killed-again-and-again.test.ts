import { until } from '../../support/until.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import {
  isWhole,
  startBotIn,
  startSurroundings,
  type BotSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const PROGRAM = builtProgram('main.js');
/** `KILLS=50` before a release: each one is a start of the program. */
const KILLS = Number(process.env['KILLS'] ?? 6);
const FIRST_PERSON = 10_000;
/** How long a process lives under load before it is killed, at most. */
const LONGEST_LIFE_MS = 500;

let people = 0;

/**
 * Lets a new person ask something every few milliseconds for a while; each asks once in their life. Not while a process
 * starts: how much waits for it would be a matter of how slow the machine is.
 */
async function askFor({ telegram }: BotSurroundings, ms: number): Promise<void> {
  const timer = setInterval(() => {
    const id = FIRST_PERSON + people++;
    telegram.addUser({ id, firstName: `Person ${id}` });
    telegram.say(id, `I am person ${id}.`);
  }, 10);
  await delay(ms);
  clearInterval(timer);
}

/** Kills one process; where `isAnswering`, not before it has sent a request. */
async function killUnderLoad(surroundings: BotSurroundings, isAnswering: boolean): Promise<void> {
  const { telegram, environment } = surroundings;
  const main = surroundings.provider(MAIN);
  const leastRequests = isAnswering ? main.requests.length + 1 : 0;
  const pollsBefore = telegram.callsOf('getUpdates').length;
  const { PATH = '' } = process.env;
  const program: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: { ...environment, PATH },
    stdio: 'ignore',
  });
  while (telegram.callsOf('getUpdates').length === pollsBefore) {
    if (program.exitCode !== null) throw new Error(`the program ended by itself with ${program.exitCode}`);
    await delay(5);
  }
  do await askFor(surroundings, Math.random() * LONGEST_LIFE_MS);
  while (main.requests.length < leastRequests);
  program.kill('SIGKILL');
  await once(program, 'exit');
}

/** Waits until the last process has answered whoever is still waiting. */
async function answeredAll(bot: RunningBot, { telegram }: BotSurroundings): Promise<void> {
  const { client } = await bot.database();
  await until(async () => {
    if (telegram.pendingUpdates() > 0) return false;
    if ((await client.inbox.count({ where: { handledAt: null } })) > 0) return false;
    return !(await bot.requests()).some((row) => row.status === 'pending');
  });
}

/** How often the provider was asked by each person. */
function received({ provider }: BotSurroundings): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { kind, messages } of provider(MAIN).requests) {
    if (kind !== 'chat') continue;
    const person = Number(/person (\d+)/.exec(messages.at(-1)?.text ?? '')?.[1]);
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return counts;
}

/** Who asked and got neither an answer nor a word of why there is none. */
function unanswered({ telegram }: BotSurroundings): number[] {
  const hasWords = (id: number) =>
    telegram.messages(id).some((message) => message.by === 'bot' && message.text !== '' && isWhole(message));
  return Array.from({ length: people }, (_, place) => FIRST_PERSON + place).filter((id) => !hasWords(id));
}

describeOnEachEngine('a process that is killed again and again under load', (engine) => {
  itWhenBuilt()(
    `has one row for each request that was sent, and exact totals, after ${KILLS} kills`,
    async () => {
      people = 0;
      const surroundings = await startSurroundings({
        engine,
        providers: { [MAIN]: { latencyMs: 30, chunkDelayMs: 5 } },
        environment: { USER_DAILY_TOKENS: '100000', LOG_LEVEL: 'error' },
      });
      for (let kill = 0; kill < KILLS; kill++) await killUnderLoad(surroundings, kill % 2 === 1);
      const bot = await startBotIn(surroundings);
      await answeredAll(bot, surroundings);
      const rows = await bot.requests();
      const requests = received(surroundings);

      expect(requests.size).toBeGreaterThan(KILLS);
      expect(unanswered(surroundings)).toEqual([]);
      const wrong = [...requests].filter(([person, count]) => {
        const own = rows.filter((row) => row.userId === BigInt(person));
        // A row without a request is one that was booked when the process died, just before it was sent.
        const sent = own.filter((row) => row.status !== 'interrupted');
        return own.length < count || sent.length > count;
      });
      expect(wrong).toEqual([]);
      expect(rows.filter((row) => row.status === 'pending')).toEqual([]);
      expect(rows.some((row) => row.status === 'interrupted')).toBe(true);
      await expectLedgerInvariants(await surroundings.database());
      await bot.stop();
    },
    400_000,
  );
});
