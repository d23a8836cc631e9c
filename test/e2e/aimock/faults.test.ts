import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { askWhole } from '../reliability/ask-whole.ts';
import { PROVIDERS, startSecondOpinion, type Answer, type SecondOpinion } from './second-opinion.ts';

const QUESTION = 'What is the capital of France?';
const LONG = 'Paris is the capital of France. It lies on the Seine, and it has been there for long.';
const HELP = 'The other one answers.';
const USAGE = { prompt_tokens: 311, completion_tokens: 29 };
const CALL: Answer = {
  toolCalls: [{ name: 'search', arguments: '{"query":"capital of France"}' }],
  usage: USAGE,
};
const DAY_MS = 86_400_000;

function refusal(status: number, type: string, message: string): Answer {
  return { status, error: { message, type }, retryAfter: 50 };
}

describe.each(PROVIDERS)('a failure of %s, as aimock knows it', (id) => {
  const other = id === 'cohere' ? 'gemini' : 'cohere';
  const clock = new MovableClock();
  let alone: SecondOpinion;
  let beside: SecondOpinion;

  /** What the person reads, and what was booked meanwhile. */
  const ask = async (world: SecondOpinion) => {
    const said = await askWhole(world.bot, QUESTION);
    const rows = await world.expectBooked();
    return {
      said,
      rows,
      booked: rows.map((row) => `${row.provider} ${row.status} ${row.errorReason ?? '-'}`),
    };
  };

  beforeAll(async () => {
    alone = await startSecondOpinion({ providers: [id], clock });
    beside = await startSecondOpinion({ providers: [id, other], clock });
  });

  afterAll(async () => {
    await alone.stop();
    await beside.stop();
  });

  beforeEach(() => {
    // Whatever failed has rested.
    clock.move(2 * DAY_MS);
    alone.forget();
    beside.forget();
    beside.answer({ content: HELP, usage: USAGE });
  });

  it('that comes as an error leaves the question to another', async () => {
    for (const [answer, booked] of [
      [refusal(429, 'rate_limit_error', 'Too many requests'), 'rate_limited rate_limit'],
      [refusal(500, 'server_error', 'Something broke'), 'unavailable server_error'],
      [refusal(503, 'UNAVAILABLE', 'The model is overloaded'), 'unavailable server_error'],
      [refusal(401, 'authentication_error', 'Invalid API key'), 'unauthorized invalid_key'],
    ] as const) {
      beside.answer(answer, { to: id });
      expect(await ask(beside)).toMatchObject({ said: [HELP], booked: [`${id} ${booked}`, `${other} ok -`] });
      // Meanwhile it rests.
      expect(await ask(beside)).toMatchObject({ said: [HELP], booked: [`${other} ok -`] });
      clock.move(2 * DAY_MS);
    }
  });

  it.each([5, 8])(
    'that cuts the stream after %i chunks keeps what came, says so and books it',
    async (chunks) => {
      beside.answer(
        { content: LONG, usage: USAGE },
        { to: id, truncateAfterChunks: chunks, chunkSize: 10, latency: 10 },
      );
      const { said, rows } = await ask(beside);
      expect(said).toEqual([expect.any(String), '✂️ The answer was cut short. Write “continue” to read on.']);
      expect(LONG.startsWith(said[0] ?? '?')).toBe(true);
      expect(rows).toMatchObject([{ provider: id, status: 'unavailable', tokensEstimated: true }]);
      expect(rows[0]?.completionTokens).toBeGreaterThan(0);
    },
  );

  it('that cuts the stream before its first word leaves the question to another', async () => {
    beside.answer({ content: LONG }, { to: id, disconnectAfterMs: 20, latency: 2_000 });
    const { said, booked } = await ask(beside);
    expect(said).toEqual([HELP]);
    expect(booked).toEqual([expect.stringMatching(`^${id} unavailable`), `${other} ok -`]);
  });

  it('that is a call of a tool is told, and its tokens are booked', async () => {
    alone.answer(CALL);
    const { said, rows } = await ask(alone);
    expect(said).toEqual([expect.stringContaining('🛠 The model wanted to use a tool')]);
    expect(rows).toMatchObject([{ status: 'error', errorReason: 'tool_call', totalTokens: 340 }]);
  });

  it('that is a call of a tool leaves the question to another', async () => {
    beside.answer(CALL, { to: id });
    expect(await ask(beside)).toMatchObject({
      said: [HELP],
      booked: [`${id} error tool_call`, `${other} ok -`],
    });
  });

  it('that is an answer without a word is told', async () => {
    alone.answer({ content: '', usage: USAGE });
    const { said, booked } = await ask(alone);
    expect(said).toEqual([expect.stringContaining('🤔 I got no answer this time.')]);
    expect(booked).toEqual([`${id} error empty_answer`]);
  });

  it('that is an answer out of room is told, with what fitted', async () => {
    alone.answer({ content: LONG, finishReason: 'length', usage: USAGE });
    const { said, rows } = await ask(alone);
    expect(said).toEqual([LONG, expect.stringContaining('✂️')]);
    expect(rows).toMatchObject([{ status: 'ok', totalTokens: 340, tokensEstimated: false }]);
  });

  it('that ends in a word of its own is told, and is no whole answer', async () => {
    alone.answer({ content: LONG, finishReason: 'GAVE_UP', usage: USAGE });
    const { said, rows } = await ask(alone);
    expect(said).toEqual([LONG, expect.stringContaining('✂️')]);
    expect(rows).toMatchObject([{ status: 'error', errorReason: 'broken', totalTokens: 340 }]);
  });

  it.each(['dropRate', 'malformedRate', 'rateLimitRate', 'disconnectRate'])(
    'that is chaos (%s) leaves the question to another',
    async (rate) => {
      beside.answer({ content: LONG, usage: USAGE }, { to: id, chaos: { [rate]: 1, latencyMs: 20 } });
      const { said, booked } = await ask(beside);
      expect(said).toEqual([HELP]);
      expect(booked).toEqual([expect.stringMatching(`^${id} (unavailable|rate_limited) `), `${other} ok -`]);
    },
  );
});
