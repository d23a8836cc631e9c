import { Api } from 'grammy';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { loadLanguages } from '../../../src/telegram/people/languages.ts';
import { sendAlert, type SendAlertOptions } from '../../../src/telegram/admin/alerts/send-alert.ts';
import type { Alert } from '../../../src/usage/alerts/alert.ts';
import { quota } from '../../support/alert-facts.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';

const ADA = 900;
const MARYAM = 901;
const clock = new SteppingClock('2026-11-21T12:00:00Z');
const SOURCE = { key: 'k', episode: 1, provider: 'groq', paused: false, fallback: null } as const;
const languages = loadLanguages('en', 'UTC', (problem) => {
  throw new Error(problem);
});
const WARNING: Alert = {
  ...SOURCE,
  type: 'quota',
  change: 'warned',
  quota: { model: 'openai/gpt-oss-120b', allModels: false, unit: 'requests', window: 'day' },
  headroom: quota(40, clock.now(), { endsAt: new Date('2026-11-21T15:00:00Z'), endsBeforeReset: true }),
  byForecast: true,
  nextPercent: 95,
};
const BACK: Alert = {
  ...SOURCE,
  type: 'provider',
  change: 'back',
  reason: null,
  message: null,
  since: new Date('2026-11-21T10:30:00Z'),
};

describe('an alert', () => {
  let telegram: TelegramStandIn;
  let options: SendAlertOptions;
  const log = keepLogLines();

  beforeEach(async () => {
    telegram = await startTelegramStandIn();
    for (const [id, firstName] of [
      [ADA, 'Ada'],
      [MARYAM, 'مریم'],
    ] as const)
      telegram.addUser({ id, firstName });
    options = {
      api: new Api(telegram.token, { apiRoot: telegram.apiRoot }),
      adminChat: null,
      adminIds: [ADA, MARYAM],
      languageFor: async (viewer) => languages[viewer === MARYAM ? 'fa' : 'en'],
      providerNames: { groq: 'Groq' },
      clock,
      logger: log.logger,
    };
  });

  afterEach(() => telegram.close());

  const send = (alert: Alert) => sendAlert(options, alert);
  const textsOf = (id: number) => telegram.messages(id).map(({ text }) => text);

  it('of a pace says when the quota ends, in the language of each admin', async () => {
    expect(await send(WARNING)).toBe(true);
    expect(textsOf(ADA)).toEqual([
      '⚠️ Groq quota warning\nopenai/gpt-oss-120b, requests per day: 40 of 100 left (60% used)\n' +
        'At this pace it runs out in 3 h, before it resets.',
    ]);
    expect(textsOf(MARYAM)[0]).toMatch(/^\u200F⚠️ هشدار سقف \u2068?/);
  });

  it('is silent when the news is good, and says how long it lasted', async () => {
    await send(BACK);
    await send(WARNING);
    expect(textsOf(ADA)[0]).toBe('🟢 Groq is back (downtime: 1 h 30 min).');
    const silent = telegram.callsOf('sendMessage').map(({ payload }) => payload['disable_notification']);
    expect(silent.map((value) => value === true || value === 'true')).toEqual([true, true, false, false]);
  });

  it('of a provider that is back though paused offers to resume it', async () => {
    await send({ ...BACK, paused: true });
    await send(BACK);
    expect(telegram.messages(ADA).map(({ keyboard }) => keyboard.flat().map(({ text }) => text))).toEqual([
      ['▶️ Resume Groq'],
      [],
    ]);
  });

  it.each([
    ['every admin blocked the bot', [ADA, MARYAM], null, true],
    ['one blocked it and Telegram fails', [ADA], 502, false],
    ['Telegram fails', [], 500, false],
    ['Telegram wants to be left alone', [], 429, false],
  ])('when %s, is %s', async (_, blocked, errorCode, isDone) => {
    for (const id of blocked) telegram.blockBot(id);
    if (errorCode) telegram.failNext('sendMessage', { errorCode, description: 'no' }, 2);
    expect(await send(WARNING)).toBe(isDone);
    expect(await send(WARNING)).toBe(true);
  });
});
