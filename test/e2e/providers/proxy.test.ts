import { setTimeout as delay } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { hostsOf, PROXIES, startBotBehind } from '../../support/network/behind-proxy.ts';
import type { LocalProxy } from '../../support/network/local-proxy.ts';
import { ADMIN, OMID, type RunningBot } from '../../support/bot/running-bot.ts';
import { PICTURES, VOICE } from '../../support/bot/sent-files.ts';

const PROVIDERS = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
const HEARD = { text: 'What should I cook?', language: 'English', duration: 3 };
const WORDS = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');

describe.each(PROXIES)('a bot behind %s', (_, create, login) => {
  const proxy: LocalProxy = create();
  let bot: RunningBot;

  beforeAll(async () => {
    proxy.login = login;
    await proxy.start();
    bot = await startBotBehind(proxy, {
      providers: {
        groq: { answer: () => 'from groq', transcribe: () => HEARD },
        gemini: { answer: () => 'from gemini' },
        cerebras: { answer: () => 'from cerebras' },
        cohere: { answer: () => 'from cohere' },
      },
      environment: { PORT: String(await freePort()) },
    });
  });
  afterAll(async () => {
    await bot.stop();
    expect(bot.errors().filter(({ msg }) => msg !== 'the proxy does not work')).toEqual([]);
    await proxy.stop();
  });

  it.each(PROVIDERS)('answers through the SDK of %s', async (wanted) => {
    const { message_id } = bot.telegram.say(OMID, '/model');
    const { id, keyboard } = await bot.messageAfter(OMID, message_id);
    const button = keyboard.flat().find(({ text }) => text.toLowerCase().startsWith(wanted))?.text ?? '';
    await bot.telegram.press(OMID, id, button).answer;
    expect(await bot.ask(OMID, 'hello')).toBe(`from ${wanted}`);
  });

  it('downloads what people send, and uploads what admins asked for', async () => {
    const voice = bot.telegram.sendVoice(OMID, VOICE);
    const heard = await bot.messageAfter(OMID, voice.message_id);
    expect(stripMarks(heard.text)).toContain(HEARD.text);
    const answered = await bot.messageAfter(OMID, heard.id);
    const picture = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' });
    expect((await bot.messageAfter(OMID, picture.message_id)).text).toBe('from gemini');
    expect(answered.id).toBeLessThan(picture.message_id);
    const { message_id } = bot.telegram.say(ADMIN, '/ai_usage');
    const report = await bot.messageAfter(ADMIN, message_id);
    bot.telegram.press(ADMIN, report.id, '📈 Chart');
    const { photo } = await bot.messageAfter(ADMIN, report.id);
    const png = Buffer.from(bot.telegram.file(photo?.id ?? '')?.data ?? []);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('shows an answer as it grows, and stops it at once', async () => {
    for (const id of PROVIDERS) bot.provider(id).behave({ answer: () => WORDS, chunkDelayMs: 150 });
    const { message_id } = bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForMessage(OMID, ({ draft, text }) => draft !== null && text.includes('word3'));
    const { length: asked } = bot.provider('groq').requests;
    bot.telegram.stopDraft(OMID);
    expect(stripMarks((await bot.messageAfter(OMID, message_id)).text)).toMatch(/^word0.*⏹ Stopped\.$/s);
    expect(bot.provider('groq').requests).toHaveLength(asked);
    expect((await bot.requests()).at(-1)).toMatchObject({ status: 'interrupted' });
  });

  it('is ready', async () => {
    expect((await fetch(`${bot.app.webUrl}/readyz`)).status).toBe(200);
  });

  it('reaches everybody by a name that the proxy resolves', () => {
    const everybody = ['cerebras', 'cohere', 'gemini', 'groq', 'telegram'];
    expect(hostsOf(proxy)).toEqual(everybody.map((name) => `${name}.invalid`));
  });

  it('says so when the proxy dies, once, and goes on when it is back', async () => {
    for (const id of PROVIDERS) bot.provider(id).behave({ answer: () => 'I am.', chunkDelayMs: 0 });
    const before = bot.log.length;
    await proxy.stop();
    await delay(1_500);
    const { message_id } = bot.telegram.say(OMID, 'still there?');
    await proxy.start();
    expect((await bot.messageAfter(OMID, message_id, 10_000)).text).toBe('I am.');
    const lines = bot.log.splice(before).map((line) => JSON.parse(line) as Record<string, string>);
    const said = lines.filter(({ msg }) => /prox/.test(msg ?? ''));
    expect(said.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      'error: the proxy does not work',
      'info: the proxy works again',
    ]);
    expect(said[0]).toMatchObject({
      proxy: `${proxy.scheme}://127.0.0.1:${proxy.port}`,
      problem: 'the proxy (PROXY_URL) cannot be used: ECONNREFUSED',
    });
  });
});
