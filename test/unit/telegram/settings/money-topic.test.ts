import { stripMarks } from '../../../../src/localization/direction.ts';
import { moneyTopic } from '../../../../src/telegram/admin/settings/money-topic.ts';
import type { BotContext } from '../../../../src/telegram/messages/context.ts';
import { loadLanguages } from '../../../../src/telegram/people/languages.ts';

const { en, fa } = loadLanguages('en', 'UTC', (problem) => {
  throw new Error(problem);
});
const DOLLAR = 1_000_000_000_000n;
const topic = moneyTopic({
  settings: {} as never,
  providers: [{ id: 'groq', name: 'Groq' }],
  readNames: () => Promise.resolve(new Map()),
  defaults: {
    userDaily: DOLLAR / 2n,
    groupDaily: 2n * DOLLAR,
    monthly: 0n,
    providerMonthly: new Map([['groq', 5n * DOLLAR]]),
  },
});

describe('the default of a budget in money', () => {
  it.each([
    ['user/42', '$0.5000 (default)'],
    ['group/-100', '$2.0000 (default)'],
    ['provider/groq', '$5.0000 (default)'],
    ['all', 'No limit (default)'],
  ])('is said on its button and in its question: %s', (subject, said) => {
    const ctx = en as unknown as BotContext;
    const button = topic.choices.find(({ value }) => value === 'default')!;
    expect(stripMarks(ctx.translate(button.label, button.values?.(ctx, subject)))).toBe(said);
    expect(stripMarks(topic.show(ctx, null, subject))).toBe(said);
    expect(stripMarks(topic.show(fa as unknown as BotContext, null, subject))).toContain('(پیش‌فرض)');
  });
});

describe('whose budget in money an admin means', () => {
  it.each([
    ['everybody', 'all'],
    ['همه‌ی کاربران', 'all'],
    ['همهٔ کاربران', 'all'],
    ['Groq', 'provider/groq'],
    ['42', 'user/42'],
    ['کاربر ۴۲', 'user/42'],
    ['-1001234567890', 'group/-1001234567890'],
    ['گروه −۱۰۰۱۲۳۴۵۶۷۸۹۰', 'group/-1001234567890'],
    ['@omid', null],
    ['openai', null],
  ])('is understood from "%s"', (typed, subject) => {
    expect(topic.subject?.parse(typed)).toBe(subject);
  });
});
