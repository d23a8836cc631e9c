import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import {
  OMID,
  SARA,
  startRunningBot,
  type RunningBot,
  type RunningBotOptions,
} from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_IS_OF_FILE, MAIN_KEY } from '../../support/bot/main-provider.ts';

const PARIS = 'The capital of France is Paris.';
const QUESTION = 'What is the capital of France?';

function limited(retryAfterSeconds: number): ProviderFault {
  return { kind: 'status', status: 429, retryAfterSeconds };
}

describeOnOneEngine('a question whose first provider fails', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({ engine, providers: { [MAIN]: {}, cohere: {} } });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  async function outcomes(): Promise<string[]> {
    const rows = await bot.requests();
    return rows.map(({ provider, status, errorReason }) => `${provider} ${status} ${errorReason ?? '-'}`);
  }

  const faults: [string, ProviderFault, string][] = [
    ['500', { kind: 'status', status: 500 }, 'unavailable server_error'],
    ['429', limited(30), 'rate_limited rate_limit'],
    ['401', { kind: 'status', status: 401 }, 'unauthorized invalid_key'],
    // Groq's gpt-oss does this by itself.
    ['400', { kind: 'status', status: 400, code: 'tool_use_failed' }, 'invalid_request bad_request'],
    ['404', { kind: 'status', status: 404 }, 'invalid_request model_not_found'],
    ['a reset', { kind: 'reset' }, 'unavailable network'],
    ['a page of HTML', { kind: 'html' }, 'unavailable bad_response'],
    ['an empty answer', { kind: 'empty' }, 'error empty_answer'],
  ];

  it.each(faults)('with %s is answered by the second', async (_, fault, outcome) => {
    bot.provider(MAIN).fail(fault);
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await outcomes()).toEqual([`${MAIN} ${outcome}`, 'cohere ok -']);
  });

  it('is asked of the second alone while the first is sick', async () => {
    bot.provider(MAIN).fail({ kind: 'status', status: 500 });
    await bot.ask(OMID, QUESTION);
    await bot.ask(OMID, QUESTION);
    expect(await outcomes()).toEqual([`${MAIN} unavailable server_error`, 'cohere ok -', 'cohere ok -']);
  });

  it.each<['cut' | 'truncate' | 'malformed' | 'stream-error']>([
    ['cut'],
    ['truncate'],
    ['malformed'],
    ['stream-error'],
  ])('in the middle of its answer (%s) keeps what was said and says that it was cut', async (kind) => {
    bot.provider(MAIN).fail({ kind, afterChunks: 1 });
    const { message_id } = bot.telegram.say(OMID, QUESTION);
    const said = await bot.messageAfter(OMID, message_id);
    const notice = await bot.messageAfter(OMID, said.id);
    expect(PARIS.startsWith(said.text)).toBe(true);
    expect(notice.text).toBe('✂️ The answer was cut short. Write “continue” to read on.');
    const rows = await bot.requests();
    expect(rows).toMatchObject([{ provider: MAIN, status: 'unavailable', tokensEstimated: true }]);
    expect(rows[0]?.totalTokens).toBeGreaterThan(0);
    // "continue" makes sense only where the model is told what it had said.
    await bot.ask(OMID, 'continue');
    const asked = bot.provider('cohere').requests.at(-1) ?? bot.provider(MAIN).requests.at(-1);
    const texts = asked?.messages.slice(1).map(({ text }) => text.trim());
    expect(texts).toEqual([QUESTION, said.text, 'continue']);
  });

  it('with a refusal is not asked of anybody else', async () => {
    bot.provider(MAIN).fail({ kind: 'blocked' });
    expect(await bot.ask(OMID, QUESTION)).toBe("🙏 I can't answer this one. Please put it differently.");
    expect(await outcomes()).toEqual([`${MAIN} blocked refused`]);
    expect(bot.provider('cohere').requests).toEqual([]);
  });

  it('that everybody calls malformed says so', async () => {
    // A service of the file is asked once more, in case the refusal is about a parameter.
    for (const id of [MAIN, 'cohere']) bot.provider(id).fail({ kind: 'status', status: 400 }, { times: 2 });
    expect(await bot.ask(OMID, QUESTION)).toContain('did not accept this message');
    expect(await outcomes()).toHaveLength(MAIN_IS_OF_FILE ? 3 : 2);
  });

  it('as does every other, gets one honest message', async () => {
    bot.provider(MAIN).fail({ kind: 'status', status: 500 });
    bot.provider('cohere').fail({ kind: 'status', status: 401 });
    expect(await bot.ask(OMID, QUESTION)).toEqual(
      expect.stringMatching(
        /^😕 None of my models could answer just now\. Please try again in (30|29|28) s\.$/,
      ),
    );
    expect(await outcomes()).toEqual([`${MAIN} unavailable server_error`, 'cohere unauthorized invalid_key']);
  });

  it('for different reasons everywhere learns when the first is tried again, and may try at once', async () => {
    bot.provider(MAIN).fail(limited(600));
    bot.provider('cohere').fail({ kind: 'status', status: 500 });
    expect(await bot.ask(OMID, QUESTION)).toMatch(
      /could answer just now\. Please try again in (30|29|28) s\.$/,
    );
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await outcomes()).toEqual([
      `${MAIN} rate_limited rate_limit`,
      'cohere unavailable server_error',
      'cohere ok -',
    ]);
  });

  it('for lack of capacity everywhere learns when the first is free again, and asks nobody until then', async () => {
    bot.provider(MAIN).fail(limited(20));
    bot.provider('cohere').fail(limited(900));
    const busy = /^⏳ All of my models are busy\. Please try again in (20|19|18) s\.$/;
    expect(await bot.ask(OMID, QUESTION)).toMatch(busy);
    expect(await bot.ask(OMID, QUESTION)).toMatch(busy);
    expect(await outcomes()).toHaveLength(2);
  });
});

describeOnOneEngine('the only provider', (engine) => {
  it.each<[string, RunningBotOptions, string, string]>([
    ['with a wrong key', { environment: { [MAIN_KEY]: 'wrong-key' } }, 'set up correctly', 'unauthorized'],
    ['with an unknown model', { mainModels: ['no/such-model'] }, 'no longer available', 'invalid_request'],
  ])('%s tells the person what to do', async (_, options, words, status) => {
    const bot = await startRunningBot({ engine, ...options });
    expect(await bot.ask(OMID, QUESTION)).toContain(words);
    expect(await bot.requests()).toMatchObject([{ status, totalTokens: null, costPicoUsd: null }]);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('that asks for a month is asked again after a day', async () => {
    const bot = await startRunningBot({ engine });
    bot.provider(MAIN).fail(limited(32 * 86_400));
    expect(await bot.ask(OMID, QUESTION)).toContain('Please try again in 1 d 2 h');
    await bot.stop();
  });

  it('that broke once is asked again by whoever likes: it may have been a hiccup', async () => {
    const bot = await startRunningBot({ engine });
    bot.provider(MAIN).fail({ kind: 'reset' });
    expect(await bot.ask(OMID, QUESTION)).toContain("I can't reach the AI service");
    expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
    await bot.stop();
  });

  it('that broke again is left alone for a minute; then one question tries it, and the others wait', async () => {
    const clock = new MovableClock();
    const bot = await startRunningBot({ engine, clock });
    bot.provider(MAIN).fail({ kind: 'reset' }, { times: 2 });
    expect(await bot.ask(OMID, QUESTION)).toContain("I can't reach the AI service");
    clock.move(30_000);
    expect(await bot.ask(OMID, QUESTION)).toContain("I can't reach the AI service");
    expect(await bot.ask(SARA, QUESTION)).toMatch(
      /نتوانستند پاسخ بدهند\. لطفاً (۱ دقیقه|۶۰ ثانیه|۵۹ ثانیه|۵۸ ثانیه)/,
    );
    clock.move(60_000);
    bot.provider(MAIN).behave({ latencyMs: 500 });
    const { message_id } = bot.telegram.say(OMID, QUESTION);
    while (bot.provider(MAIN).requests.filter(({ kind }) => kind === 'chat').length < 3) await delay(5);
    expect(await bot.ask(SARA, QUESTION)).toMatch(/نتوانستند پاسخ بدهند\. لطفاً (۲۰|۱۹) ثانیه/);
    expect((await bot.messageAfter(OMID, message_id)).text).toBe(PARIS);
    expect(await bot.ask(SARA, QUESTION)).toBe(PARIS);
    expect(await bot.requests()).toHaveLength(4);
    await bot.stop();
  });

  it('that answers with nothing makes the person ask differently', async () => {
    const bot = await startRunningBot({ engine });
    bot.provider(MAIN).fail({ kind: 'empty' });
    expect(await bot.ask(OMID, QUESTION)).toContain('I got no answer this time');
    await bot.stop();
  });

  it('that stops at its output limit says so', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { [MAIN]: { answer: () => 'word '.repeat(4_000) } },
    });
    const { message_id } = bot.telegram.say(OMID, QUESTION);
    await bot.telegram.waitForMessage(OMID, ({ text, id }) => id > message_id && text.includes('cut short'));
    expect(await bot.requests()).toMatchObject([{ status: 'ok' }]);
    await bot.stop();
  });
});
