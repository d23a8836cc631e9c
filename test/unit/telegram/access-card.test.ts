import { stripMarks } from '../../../src/localization/direction.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import {
  accessCardKeyboard,
  accessCardText,
  type AccessFacts,
} from '../../../src/telegram/access/access-card.ts';
import { chatEndMessage } from '../../../src/telegram/chat/chat-end-message.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import type { End } from '../../../src/chat/end.ts';

const NOW = new Date('2026-11-29T12:00:00Z');

function languageOf(locale: Locale) {
  const style = defaultFormatStyle(locale, 'UTC');
  return { locale, translate: createTranslator(locale), style, reportStyle: style };
}

function factsOf(
  row: Partial<NonNullable<AccessFacts['row']>> | null,
  more: Partial<AccessFacts> = {},
): AccessFacts {
  const known = {
    accountId: 102n,
    state: 'admitted' as const,
    until: null,
    title: 'Omid',
    username: 'omid',
    locale: 'en',
    telegramLanguage: null,
    askedBy: null,
    decidedBy: 900n,
    version: 3,
    changedAt: NOW,
    announcedAt: null,
  };
  return {
    row: row && { ...known, ...row },
    accountId: 102n,
    groups: [],
    usualCost: null,
    names: new Map([[900n, 'Ada']]),
    budgets: null,
    standing: null,
    now: NOW,
    ...more,
  };
}

const tomorrow = new Date('2026-11-30T12:00:00Z');
const budgets = {
  money: { limit: usdToPico('2'), spent: usdToPico('0.5'), isOwn: true },
  tokens: { limit: 50_000, isOwn: false },
};

describe('the card of somebody who may use the bot, or asks to', () => {
  it.each<[name: string, facts: AccessFacts, english: string, persian: string]>([
    [
      'asks',
      factsOf({ state: 'asked', decidedBy: null }),
      '🙋 Omid @omid asks to use the bot',
      '🙋 Omid @omid می‌خواهد از ربات استفاده کند',
    ],
    [
      'waits',
      factsOf({ state: 'asked', decidedBy: null }),
      '⏳ Waiting for a decision.',
      '⏳ در انتظار تصمیم.',
    ],
    [
      'is let in for a day',
      factsOf({ until: tomorrow }),
      '🕐 Let in until 2026-11-30 12:00 by Ada.',
      '🕐 پذیرفته شده تا 2026-11-30 12:00، از طرف Ada.',
    ],
    ['whose day is over', factsOf({ until: NOW }), '⚪️ Not let in.', '⚪️ پذیرفته نشده است.'],
    [
      'is blocked',
      factsOf({ state: 'blocked' }),
      '🚫 Blocked by Ada, 12:00.',
      '🚫 مسدود شده از طرف Ada، 12:00.',
    ],
    ['is unknown', factsOf(null), '⚪️ Not let in.', '⚪️ پذیرفته نشده است.'],
    [
      'is an admin',
      factsOf(null, { standing: 'admin' }),
      '⭐️ This is an admin of the bot and always let in.',
      '⭐️ مدیر ربات است و همیشه پذیرفته است.',
    ],
    [
      'has money',
      factsOf(null, { budgets }),
      "💰 Today's budget: $1.5000 of $2.0000 left, set for them alone",
      '💰 بودجهٔ امروز: $1.5000 از $2.0000 مانده (بودجهٔ اختصاصی)',
    ],
    ['has tokens', factsOf(null, { budgets }), '🪙 Tokens a day: 50,000', '🪙 سهمیهٔ روزانه: 50,000 توکن'],
    [
      'writes in groups',
      factsOf(null, { groups: ['A', 'B'] }),
      'Also writes in: A and B',
      'در این گروه‌ها هم می‌نویسد: A و B',
    ],
    [
      'costs as much as others',
      factsOf(null, { usualCost: { perPerson: usdToPico('0.5'), people: 2 } }),
      'One person costs $0.5000 a month here (average of 2 people)',
      'هر نفر اینجا ماهی $0.5000 هزینه دارد (میانگین 2 نفر)',
    ],
  ])('tells of one who %s', (_, facts, english, persian) => {
    const linesIn = (locale: Locale) => stripMarks(accessCardText(facts, languageOf(locale))).split('\n');
    expect(linesIn('en')).toContain(english);
    expect(linesIn('fa')).toContain(persian);
  });

  it.each<[name: string, facts: AccessFacts, english: string[], persian: string[]]>([
    [
      'asks',
      factsOf({ state: 'asked' }),
      ['✅ Let in', '🕐 For a day', '🚫 Block'],
      ['✅ پذیرفتن', '🕐 برای یک روز', '🚫 مسدود کردن'],
    ],
    [
      'is blocked',
      factsOf({ state: 'blocked' }),
      ['✅ Let in', '🕐 For a day'],
      ['✅ پذیرفتن', '🕐 برای یک روز'],
    ],
    [
      'is let in, with budgets',
      factsOf({}, { budgets }),
      ['🚫 Block', '💰 Budget a day', '🪙 Tokens a day'],
      ['🚫 مسدود کردن', '💰 بودجهٔ روزانه', '🪙 سهمیهٔ روزانه'],
    ],
    ['is an admin', factsOf(null, { standing: 'admin' }), [], []],
  ])('has the buttons for one who %s', (_, facts, english, persian) => {
    const labels = (locale: Locale) =>
      accessCardKeyboard(facts, languageOf(locale), { undoable: null, inPrivate: true })
        .flat()
        .map(({ text }) => text);
    expect(labels('en')).toEqual(english);
    expect(labels('fa')).toEqual(persian);
  });
});

describe('what somebody is told whose money is spent, or who asks too often', () => {
  const renewsAt = new Date('2026-11-29T14:00:00Z');
  it.each<[end: End, english: RegExp, persian: RegExp]>([
    [
      { type: 'money_exhausted', of: 'user', renewsAt },
      /Your budget for today is used up/,
      /بودجهٔ امروز شما/,
    ],
    [{ type: 'money_exhausted', of: 'group', renewsAt }, /group's budget for today/, /بودجهٔ امروز این گروه/],
    [{ type: 'money_exhausted', of: 'all', renewsAt }, /month's budget is used up/, /بودجهٔ این ماه/],
    [{ type: 'too_fast', freeInMs: 1_500, isTold: false }, /continue in 2 seconds/, /2 ثانیه دیگر/],
  ])('is %j', (end, english, persian) => {
    const textIn = (locale: Locale) => {
      const language = languageOf(locale);
      const message = chatEndMessage(language, end, { now: NOW, hasText: false });
      return stripMarks(language.translate(message?.key ?? '', message?.args));
    };
    expect(textIn('en')).toMatch(english);
    expect(textIn('fa')).toMatch(persian);
  });
});
