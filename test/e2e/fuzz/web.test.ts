import * as fc from 'fast-check';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { seededRandom } from '../../support/random.ts';
import { SECRET_TEXTS, startFuzzedBot, ZEBRA, type FuzzedBot } from './fuzzed-bot.ts';
import { count, SEED } from './how-much.ts';
import { mangle } from './mangle.ts';
import { sendRaw, statusOf } from './raw-request.ts';
import { delivery, strangersRequest } from './requests.ts';

const REQUESTS = count(600, 0.1);
const AT_ONCE = 24;

describe('a web server that receives random requests', () => {
  itWhenBuilt()(
    'survives, admits no stranger and leaks nothing',
    async () => {
      const bot = await startFuzzedBot({ seed: SEED, mangledPercent: 0 });
      try {
        const random = seededRandom(SEED);
        const asked = fc.sample(strangersRequest, { numRuns: REQUESTS, seed: SEED });
        const delivered = fc.sample(delivery, { numRuns: REQUESTS, seed: SEED });
        const strangers = await sendAll(bot, asked, false);
        const deliveries = await sendAll(bot, delivered, false);
        // The server would wait for the rest of shortened requests.
        const changed = [...asked, ...delivered].map((bytes) => mangle(bytes, random));
        const broken = await sendAll(bot, changed, true);

        expect(bot.program.isAlive()).toBe(true);
        for (const answer of [...strangers, ...deliveries, ...broken]) expectNothingOfOthers(answer);
        const api = strangers.filter((_, index) => asked[index]?.includes(' /api/'));
        // 204 lists the allowed methods.
        expect(api.map(statusOf).filter((status) => status < 400 && status !== 204)).toEqual([]);
        // Deliveries are accepted or refused for good; Telegram would repeat them forever after any other
        // status.
        expect(new Set(deliveries.map(statusOf))).toEqual(new Set([200, 400]));
        expect(strangers.map(statusOf).filter((status) => status >= 500)).toEqual([]);
        expect(await bot.untilHandled(60_000)).toBe(0);
        expect(bot.program.leaks()).toEqual([]);
        expect(await bot.program.stop()).toBe(0);
        expect(bot.program.complaints()).toBe('');
      } finally {
        await bot.close();
      }
    },
    1_800_000,
  );
});

async function sendAll(
  { webUrl }: FuzzedBot,
  requests: readonly Buffer[],
  isAll: boolean,
): Promise<string[]> {
  const answers: string[] = [];
  const waiting = requests.entries();
  const work = async () => {
    for (const [index, bytes] of waiting) answers[index] = await sendRaw(webUrl, bytes, isAll);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

function expectNothingOfOthers(answer: string): void {
  for (const text of [...SECRET_TEXTS, ZEBRA.firstName, String(ZEBRA.tokens)])
    expect(answer).not.toContain(text);
}
