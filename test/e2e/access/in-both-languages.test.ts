import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { MAIN } from '../../support/bot/main-provider.ts';
import { pressButton } from '../../support/bot/press-button.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const MARYAM = 901;
const GROUP = -1_003_000_000_001;
const HOUR_MS = 3_600_000;
/** Longer than the hour in which a refusal is said once. */
const LATER_MS = 1.1 * HOUR_MS;

/** What a person, a group of theirs and an admin of the same language read. */
const ENGLISH = {
  person: OMID,
  admin: ADMIN,
  asked: /^🔒 I answer people whom the bot's admins let in\. I have asked them for you\./,
  waiting: "⏳ The bot's admins have not decided yet. You will hear from me as soon as they do.",
  card: 'asks to use the bot',
  forADay: '🕐 For a day',
  letInUntil: /^✅ You are in until .+\. Send me your question\.$/,
  block: '🚫 Block',
  groupAsked: /^🔒 I answer in groups that the bot's admins let in\. I have asked them\./,
  groupWaiting:
    "⏳ The bot's admins have not decided about this group yet. You will hear from me here as soon as they do.",
  groupCard: 'The group Readers asks to use the bot',
  letIn: '✅ Let in',
  groupLetIn: '✅ I answer in this group from now on. Mention me or reply to one of my messages.',
  closed: "🔒 I only answer people whom the bot's admins have let in.",
  groupClosed: "🔒 I only answer in groups that the bot's admins have let in.",
};
const PERSIAN: typeof ENGLISH = {
  person: SARA,
  admin: MARYAM,
  asked: /^🔒 این ربات به کسانی پاسخ می‌دهد که مدیرانش پذیرفته باشند\. درخواست شما را برایشان فرستادم\./,
  waiting: '⏳ مدیران ربات هنوز تصمیم نگرفته‌اند. همین که تصمیم بگیرند خبرتان می‌کنم.',
  card: 'می‌خواهد از ربات استفاده کند',
  forADay: '🕐 برای یک روز',
  letInUntil: /^✅ تا .+ پذیرفته شدید\. پرسشتان را بفرستید\.$/,
  block: '🚫 مسدود کردن',
  groupAsked:
    /^🔒 من در گروه‌هایی پاسخ می‌دهم که مدیران ربات پذیرفته باشند\. درخواست این گروه را برایشان فرستادم\./,
  groupWaiting: '⏳ مدیران ربات هنوز دربارهٔ این گروه تصمیم نگرفته‌اند. همین که تصمیم بگیرند همین‌جا خبر می‌دهم.',
  groupCard: 'گروه Readers',
  letIn: '✅ پذیرفتن',
  groupLetIn: '✅ از این پس در این گروه پاسخ می‌دهم. با @ صدایم بزنید یا به یکی از پیام‌هایم پاسخ دهید.',
  closed: '🔒 من فقط به کسانی پاسخ می‌دهم که مدیران ربات پذیرفته باشند.',
  groupClosed: '🔒 من فقط در گروه‌هایی پاسخ می‌دهم که مدیران ربات پذیرفته باشند.',
};

describe.each([
  ['English', ENGLISH],
  ['Persian', PERSIAN],
])('access, in %s', (_, words) => {
  const { person, admin } = words;
  let bot: RunningBot;
  let clock: MovableClock;

  const start = async (environment: Record<string, string>) => {
    clock = new MovableClock();
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${ADMIN},${MARYAM}`, ...environment },
      providers: { [MAIN]: { answer: () => 'main here' } },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] });
      },
      clock,
    });
    for (const each of [ADMIN, MARYAM]) await bot.ask(each, '/start');
  };
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const heard = (chatId: number, what: string): Promise<ChatMessage> =>
    bot.telegram.waitForMessage(chatId, ({ text }) => stripMarks(text).includes(what));
  const inGroup = () => bot.ask(person, '@ledger_demo_bot hi', { chatId: GROUP });

  it('is asked for, waited for, given for a day, and taken away', async () => {
    await start({ ACCESS: 'request' });
    expect(await bot.ask(person, 'Hello')).toMatch(words.asked);
    const card = await heard(admin, words.card);
    clock.move(LATER_MS);
    expect(await bot.ask(person, 'Hello')).toBe(words.waiting);
    await pressButton(bot, card, words.forADay);
    await bot.telegram.waitForMessage(person, ({ text }) => words.letInUntil.test(stripMarks(text)));
    expect(await bot.ask(person, 'Hello')).toBe('main here');
    clock.move(24 * HOUR_MS);
    expect(await bot.ask(person, 'Hello')).toMatch(words.asked);
  });

  it('is nothing but silence for whoever is blocked', async () => {
    await start({ ACCESS: 'request' });
    await bot.ask(person, 'Hello');
    await pressButton(bot, await heard(admin, words.card), words.block);
    const { length: before } = bot.telegram.messages(person).filter(({ by }) => by === 'bot');
    for (const text of ['Hello', '/start', '/help']) bot.telegram.say(person, text);
    await bot.ask(ADMIN, '/help');
    expect(bot.telegram.messages(person).filter(({ by }) => by === 'bot')).toHaveLength(before);
  });

  it('is asked for by a group, waited for and given', async () => {
    await start({ ACCESS: 'request' });
    expect(await inGroup()).toMatch(words.groupAsked);
    clock.move(LATER_MS);
    expect(await inGroup()).toBe(words.groupWaiting);
    await pressButton(bot, await heard(admin, words.groupCard), words.letIn);
    await heard(GROUP, words.groupLetIn);
    expect(await inGroup()).toBe('main here');
  });

  it('is refused where nobody can ask', async () => {
    await start({ ACCESS: 'closed' });
    expect(await bot.ask(person, 'Hello')).toBe(words.closed);
    expect(await inGroup()).toBe(words.groupClosed);
  });
});
