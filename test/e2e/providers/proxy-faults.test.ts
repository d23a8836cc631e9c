import { setTimeout as delay } from 'node:timers/promises';
import { startApp } from '../../../src/app/start-app.ts';
import { secretsOf } from '../../../src/config/secrets-of.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { createRedactor } from '../../../src/foundation/redact.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { renderText } from '../../../src/reports/render-text.ts';
import { LOGIN, PROXIES, startBotBehind, surroundingsBehind } from '../../support/network/behind-proxy.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { ADMIN, OMID, startBotIn, type LogLine } from '../../support/bot/running-bot.ts';
import { SocksProxy } from '../../support/network/socks-proxy.ts';

const WORDS = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
const withLogin = PROXIES.filter(([, , login]) => login !== null);
const EVERYBODY = { groq: {}, gemini: {}, cerebras: {}, cohere: {} };

describe.each(withLogin)('a bot that has the wrong login for %s', (_, create) => {
  it('says so once without it, and starts as soon as it is let in', async () => {
    const proxy = create();
    proxy.login = LOGIN;
    await proxy.start();
    const surroundings = await surroundingsBehind(proxy);
    const { environment } = surroundings;
    const password = 'wrong p@ssword%';
    environment['PROXY_URL'] = proxy.url({ user: LOGIN.user, password });
    const log: string[] = [];
    const redact = createRedactor(secretsOf(environment));
    const logger = createLogger('trace', redact, { write: (line) => log.push(line) });
    const starting = startApp(readConfig(environment), systemClock, logger);
    const errors = () =>
      log.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level === 'error');
    for (let tries = 0; tries < 200 && errors().length === 0; tries++) await delay(50);
    await delay(1_000);
    expect(errors()).toMatchObject([
      {
        msg: 'the proxy does not work',
        proxy: `${proxy.scheme}://127.0.0.1:${proxy.port}`,
        problem: 'the proxy (PROXY_URL) does not accept the user name and password',
      },
    ]);
    expect(proxy.targets).toEqual([]);
    proxy.login = { user: LOGIN.user, password };
    const app = await starting;
    expect(log.join('')).toContain('the proxy works again');
    for (const secret of [password, encodeURIComponent(password), LOGIN.password])
      expect(log.join('')).not.toContain(secret);
    await app.stop();
    await surroundings.close();
    await proxy.stop();
  });
});

describe('a proxy', () => {
  const proxy = new SocksProxy();
  beforeEach(() => proxy.start());
  afterEach(() => proxy.stop());

  it('that does not want to reach a provider is named in its report, and in the ledger', async () => {
    const bot = await startBotBehind(proxy, { providers: EVERYBODY });
    proxy.treat = (host) => (host === 'groq.invalid' ? 'refuse' : 'reach');
    expect(await bot.ask(OMID, 'What is the capital of France?')).toContain('Paris');
    expect(await bot.requests()).toMatchObject([
      {
        provider: 'groq',
        status: 'unavailable',
        errorReason: 'proxy',
        errorMessage: expect.stringContaining(
          'Groq: the proxy (PROXY_URL) refuses to connect to groq.invalid',
        ),
      },
      { status: 'ok' },
    ]);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toMatch(/🔴 Groq:\n.*the proxy does not work/);
    // At a glance, and in its place.
    expect(report.match(/🔴/g)).toHaveLength(2);
    proxy.treat = () => 'reach';
    await bot.stop();
  });

  it('that is dead is why every provider is red, in both languages', async () => {
    const surroundings = await surroundingsBehind(proxy, { providers: EVERYBODY });
    await proxy.stop();
    const { logger, lines } = keepLogLines();
    const services = await openServices(readConfig(surroundings.environment), systemClock, logger);
    const report = await services.reports.report({ days: 1 });
    const textIn = (locale: Locale) => {
      const options = { translate: createTranslator(locale), style: defaultFormatStyle(locale, 'UTC') };
      return renderText(report, { ...options, now: new Date(), marks: false });
    };
    expect(report.providers.map(({ reason }) => reason)).toEqual(['proxy', 'proxy', 'proxy', 'proxy']);
    // At a glance, and in the place of each.
    expect(textIn('en').match(/the proxy does not work/g)).toHaveLength(8);
    expect(textIn('fa').match(/پراکسی کار نمی‌کند/g)).toHaveLength(8);
    expect(lines.filter(({ msg }) => msg === 'the proxy does not work')).toHaveLength(1);
    await services.close();
    await surroundings.close();
  });

  it('that dies in the middle of an answer leaves what was said, and no row without an end', async () => {
    const bot = await startBotIn(
      await surroundingsBehind(proxy, { providers: { groq: { answer: () => WORDS, chunkDelayMs: 100 } } }),
    );
    const { message_id } = bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForMessage(OMID, ({ draft, text }) => draft !== null && text.includes('word5'));
    await proxy.stop();
    setTimeout(() => void proxy.start(), 300);
    const said = await bot.messageAfter(OMID, message_id);
    expect(stripMarks(said.text)).toMatch(/^word0 word1 /);
    expect((await bot.messageAfter(OMID, said.id)).text).toContain('cut short');
    expect(await bot.requests()).toMatchObject([{ status: 'unavailable', errorReason: 'truncated' }]);
    bot.provider('groq').behave({ answer: () => 'Again.', chunkDelayMs: 0 });
    expect(await bot.ask(OMID, 'and now?')).toBe('Again.');
    await bot.stop();
  });
});
