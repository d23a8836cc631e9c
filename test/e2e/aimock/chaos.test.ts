import type { ChatCompletionRequest } from '@copilotkit/aimock';
import { OMID, SARA } from '../../support/bot/running-bot.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { seededRandom } from '../../support/random.ts';
import { replaceMethod, type Replaced } from '../../support/replace-method.ts';
import { SEED } from '../fuzz/how-much.ts';
import { PICTURES, VOICE } from '../../support/bot/sent-files.ts';
import { askWhole, followWhole } from '../reliability/ask-whole.ts';
import { isWhole, PROVIDERS, startSecondOpinion, type Answer, type SecondOpinion } from './second-opinion.ts';

const NIKA = { id: 103, firstName: 'Nika', languageCode: 'en' };
// Admins would read alerts between their answers.
const PEOPLE = [OMID, SARA, NIKA.id];
const ROUNDS = 8;
const DAY_MS = 86_400_000;
const USAGE = { prompt_tokens: 311, completion_tokens: 29 };
const CUT = 'cut it';
/** The notices that end an answer or stand in its place, in both languages. */
const TOLD = /^(?:✂️|⏳|😕|🤔)/u;

const answerTo = (question: string) => `Answer to “${question}”: yes, and at some length. بله، به تفصیل.`;

function echo({ messages }: ChatCompletionRequest): Answer {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  return { content: answerTo(typeof content === 'string' ? content : ''), usage: USAGE };
}

describe('in the chaos of aimock', () => {
  const clock = new MovableClock();
  let world: SecondOpinion;
  let chance: Replaced;

  beforeAll(async () => {
    world = await startSecondOpinion({ providers: PROVIDERS, clock });
    world.bot.telegram.addUser(NIKA);
    world.answer(echo, { chunkSize: 20, streamingProfile: { ttft: 5, tps: 500, jitter: 1 } });
    world.answer(echo, { about: CUT, chunkSize: 12, latency: 5, truncateAfterChunks: 6 });
  });

  afterAll(async () => {
    await world.stop();
  });

  beforeEach(() => {
    const random = seededRandom(SEED);
    chance = replaceMethod(Math, 'random', () => random(2 ** 30) / 2 ** 30);
    // Whatever failed has rested.
    clock.move(DAY_MS);
  });

  afterEach(() => {
    chance.restore();
  });

  it('every message is answered or told, and every request is booked', async () => {
    world.chaos({ dropRate: 0.2, malformedRate: 0.2, rateLimitRate: 0.2, disconnectRate: 0.2, latencyMs: 5 });
    let answered = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const asked = PEOPLE.map(async (person) => {
        const question = `${round % 4 === 3 ? CUT : 'question'} ${round} of ${person}`;
        const said = await askWhole(world.bot, question, person);
        if (said.join('\n') === answerTo(question)) answered++;
        else expect(said.at(-1)).toMatch(TOLD);
        if (said.length > 1) expect(answerTo(question).startsWith(said[0] ?? '?')).toBe(true);
      });
      await Promise.all(asked);
      // What failed has rested, so that all are asked again.
      clock.move(DAY_MS);
    }
    const rows = await world.expectBooked();
    const whole = world.journal().filter(isWhole);
    expect(rows.filter(({ status }) => status === 'ok')).toHaveLength(whole.length);
    expect(answered).toBe(whole.length);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(ROUNDS * PEOPLE.length);
  });

  it.each(['dropRate', 'malformedRate', 'rateLimitRate', 'disconnectRate'])(
    'without a good answer (%s), who sent a recording or a picture is told as well',
    async (rate) => {
      world.hears({ text: 'What should I cook tonight?', language: 'english', duration: 3.5 });
      world.chaos({ [rate]: 1 });
      const { telegram } = world.bot;
      for (const send of [
        () => telegram.sendVoice(OMID, VOICE).message_id,
        () => telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' }).message_id,
      ]) {
        expect(await followWhole(world.bot, send)).toEqual([expect.stringMatching(TOLD)]);
        // What failed has rested, so that the picture is shown to all.
        clock.move(DAY_MS);
      }
      const rows = await world.expectBooked();
      expect(rows.length).toBeGreaterThan(PROVIDERS.length);
      expect(rows.filter(({ status, totalTokens }) => status === 'ok' || totalTokens !== null)).toEqual([]);
    },
  );

  it('that leaves no provider, people are told so once, and are answered when it is over', async () => {
    world.chaos({ dropRate: 1 });
    expect(await askWhole(world.bot, 'Anybody?')).toEqual([expect.stringMatching(/^😕 None of my models/)]);
    const rows = await world.expectBooked();
    expect(rows.map(({ provider }) => provider)).toEqual(PROVIDERS);
    world.chaos({});
    clock.move(DAY_MS);
    expect(await askWhole(world.bot, 'Anybody now?')).toEqual([answerTo('Anybody now?')]);
    expect(await world.expectBooked()).toMatchObject([{ status: 'ok', totalTokens: 340 }]);
  });
});
