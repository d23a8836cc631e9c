import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describeOnEachEngine('/privacy', (engine) => {
  let bot: RunningBot;
  let group: number;

  beforeEach(async () => {
    bot = await startRunningBot({ engine });
    group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] }).id;
  });

  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  async function openPrivacy(userId: number): Promise<ChatMessage> {
    const { message_id } = bot.telegram.say(userId, '/privacy');
    return bot.messageAfter(userId, message_id);
  }

  const press = (userId: number, message: ChatMessage, button: string) =>
    bot.telegram.press(userId, message.id, button).answer;
  /** Resolves when the message of a pressed button has become this one. */
  const becomes = (userId: number, words: string) =>
    bot.telegram.waitForMessage(userId, ({ text }) => stripMarks(text).includes(words));
  const textOf = (userId: number, { id }: ChatMessage) =>
    stripMarks(bot.telegram.messages(userId).find((message) => message.id === id)?.text ?? '');

  it('deletes what is known of a person, after asking once, in English', async () => {
    await bot.ask(OMID, 'hello');
    await bot.ask(OMID, '@ledger_demo_bot hello', { chatId: group });
    await bot.ask(SARA, 'سلام');
    const message = await openPrivacy(OMID);
    await press(OMID, message, '🗑 Delete my data');
    await becomes(OMID, 'Shall I delete');
    expect(textOf(OMID, message)).toMatch(/^🗑 Shall I delete your data\?\n/);
    await press(OMID, message, 'Yes, delete it');
    await becomes(OMID, '✅ Deleted:');
    expect(textOf(OMID, message)).toBe(
      '✅ Deleted:\n• your name, and the language and model you chose\n• 4 messages that I remembered\n' +
        '• your Telegram id on 2 requests\n• your daily totals\n' +
        "Your requests stay in the bot's totals, without you. What you used today counts until the day ends, " +
        'under a code instead of your name and id. If you write to me again, you are new to me.',
    );
    const database = await bot.database();
    const rows = await bot.requests();
    expect(rows.map(({ userId, chatId }) => [userId, chatId])).toEqual([
      [null, null],
      // The group's totals count it.
      [null, BigInt(group)],
      [BigInt(SARA), BigInt(SARA)],
    ]);
    expect(await database.client.person.findMany()).toMatchObject([{ userId: BigInt(SARA) }]);
    expect(await database.client.conversationTurn.count()).toBe(2);
    await expectLedgerInvariants(database);
    expect(await bot.ask(OMID, '/usage')).toBe("📭 You haven't asked me anything yet. Go ahead!");
    expect(await bot.ask(SARA, '/usage')).toContain('📊 مصرف شما');
  });

  it('does so in Persian, and keeps the budget that admins had set', async () => {
    await bot.ask(SARA, 'سلام');
    const { client } = await bot.database();
    const budget = { userId: BigInt(SARA), dailyTokens: 100_000n, updatedBy: 900n, updatedAt: new Date() };
    await client.userBudget.create({ data: budget });
    const message = await openPrivacy(SARA);
    await press(SARA, message, '🗑 پاک کردن داده‌های من');
    await becomes(SARA, 'پاک شود؟');
    await press(SARA, message, 'بله، پاک کن');
    await becomes(SARA, '✅ پاک شد:');
    expect(textOf(SARA, message)).toBe(
      '✅ پاک شد:\n• نام شما و زبان و مدلی که انتخاب کرده بودید\n• پیام‌هایی که به یاد سپرده بودم: ۲\n' +
        '• شناسهٔ تلگرام شما در سابقهٔ درخواست‌ها: ۱\n• جمع مصرف روزانهٔ شما\n' +
        'درخواست‌هایتان بی‌نام‌ونشان در جمع کل ربات می‌ماند. مصرف امروزتان تا پایان روز، با یک کد به‌جای نام و ' +
        'شناسهٔ شما، حساب می‌شود. اگر دوباره بنویسید، برایم تازه‌وارد هستید.\n' +
        'سهمیه‌ای که مدیران برایتان تعیین کرده‌اند می‌ماند.',
    );
    expect(await client.userBudget.count()).toBe(1);
    // Nothing of it can be used again today.
    expect(await bot.ask(SARA, '/usage')).toMatch(/از .*۱۰۰٬۰۰۰/);
    // Written to again, the bot knows the person anew, with the language of Telegram.
    expect(await bot.ask(SARA, '/help')).toContain('راهنما');
    expect(await client.person.count({ where: { userId: BigInt(SARA) } })).toBe(1);
  });

  it('tells of all that is kept, on one screen', async () => {
    const english = stripMarks((await openPrivacy(OMID)).text);
    expect(english).toContain('your name, username and language, and the model you chose');
    expect(english).toContain('each question for the buttons below its answer');
    const persian = stripMarks((await openPrivacy(SARA)).text);
    expect(persian).toContain('نام، نام کاربری و زبان شما و مدلی را که انتخاب کرده‌اید نگه می‌دارم');
    expect(persian).toContain('هر پرسش را برای دکمه‌های زیر پاسخش');
    for (const text of [english, persian]) expect(text.length).toBeLessThan(850);
  });

  it('deletes nothing when the person thinks better of it', async () => {
    await bot.ask(OMID, 'hello');
    const message = await openPrivacy(OMID);
    await press(OMID, message, '🗑 Delete my data');
    await becomes(OMID, 'Shall I delete');
    await press(OMID, message, 'Cancel');
    await becomes(OMID, 'Nothing was deleted');
    expect(await bot.requests()).toMatchObject([{ userId: BigInt(OMID) }]);
  });

  it('says once what it deleted, however often the button is pressed', async () => {
    await bot.ask(OMID, 'hello');
    const message = await openPrivacy(OMID);
    await press(OMID, message, '🗑 Delete my data');
    await becomes(OMID, 'Shall I delete');
    const presses = [1, 2, 3].map(() => press(OMID, message, 'Yes, delete it'));
    expect((await Promise.all(presses)).map(({ text }) => text)).toEqual(['', '', '']);
    await becomes(OMID, '2 messages that I remembered');
    // Handled after the presses, so that whatever they send has come by then.
    await bot.ask(OMID, '/help');
    expect(textOf(OMID, message)).toContain('2 messages that I remembered');
    const { client } = await bot.database();
    expect(await client.person.findMany()).toMatchObject([{ userId: BigInt(OMID), locale: null }]);
  });

  it('does not renew the budget of the day, however often it is asked', async () => {
    const { client } = await bot.database();
    const budget = { userId: BigInt(OMID), dailyTokens: 3_000n, updatedBy: 900n, updatedAt: new Date() };
    await client.userBudget.create({ data: budget });
    await bot.ask(OMID, 'hello');
    for (let round = 0; round < 5; round++) {
      const message = await openPrivacy(OMID);
      await press(OMID, message, '🗑 Delete my data');
      await becomes(OMID, 'Shall I delete');
      await press(OMID, message, 'Yes, delete it');
      while (!textOf(OMID, message).startsWith('✅ Deleted:')) await pause(20);
      await bot.ask(OMID, 'hello again');
    }
    const used = (await bot.requests()).reduce((sum, { totalTokens }) => sum + (totalTokens ?? 0), 0);
    expect(used).toBeGreaterThan(0);
    const left = stripMarks((await bot.ask(OMID, '/usage')) ?? '');
    expect(left).toContain(`${(3_000 - used).toLocaleString('en')} of 3,000`);
  });

  it('points to the private chat in a group, where no button stands', async () => {
    const { message_id } = bot.telegram.say(OMID, '/privacy', { chatId: group });
    const message = await bot.messageAfter(group, message_id);
    expect(stripMarks(message.text)).toContain(
      '• To delete what I know about you, send me /privacy in our private chat: @ledger_demo_bot',
    );
    expect(message.keyboard ?? []).toEqual([]);
  });

  it('lets nobody press for another', async () => {
    await bot.ask(OMID, 'hello');
    await bot.ask(SARA, 'سلام');
    const message = await openPrivacy(SARA);
    const from = { id: SARA, is_bot: false, first_name: 'سارا', language_code: 'fa' };
    const chat = { id: SARA, type: 'private' as const, first_name: 'سارا' };
    const answers = bot.telegram.callsOf('answerCallbackQuery').length;
    bot.telegram.sendUpdate({
      callback_query: {
        id: 'forged',
        from,
        chat_instance: '1',
        data: `privacy:delete:${OMID}`,
        message: { message_id: message.id, date: 1, chat },
      },
    });
    while (bot.telegram.callsOf('answerCallbackQuery').length === answers) await pause(20);
    expect(bot.telegram.callsOf('answerCallbackQuery').at(-1)).toMatchObject({
      payload: { text: 'این دکمه برای شما نیست.' },
    });
    expect(await bot.requests()).toMatchObject([{ userId: BigInt(OMID) }, { userId: BigInt(SARA) }]);
  });
});

describeOnEachEngine('an answer in flight to somebody who is forgotten', (engine) => {
  it('is settled as nobody’s, and nothing of it is remembered', async () => {
    const bot = await startRunningBot({ engine, providers: { [MAIN]: { latencyMs: 2_500 } } });
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID] }).id;
    const { message_id } = bot.telegram.say(OMID, '/privacy');
    const message = await bot.messageAfter(OMID, message_id);
    const said = bot.telegram.say(OMID, '@ledger_demo_bot tell me something', { chatId: group });
    while ((await bot.requests()).length === 0) await pause(20);
    await bot.telegram.press(OMID, message.id, '🗑 Delete my data').answer;
    await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('Shall I delete'));
    await bot.telegram.press(OMID, message.id, 'Yes, delete it').answer;
    expect(bot.provider(MAIN).requests.at(-1)).toMatchObject({ completed: false });
    await bot.messageAfter(group, said.message_id);
    const database = await bot.database();
    expect(await bot.requests()).toMatchObject([{ userId: null, chatId: BigInt(group), status: 'ok' }]);
    expect(await database.client.conversationTurn.count()).toBe(0);
    expect(await database.client.aiUsageUserSummary.count()).toBe(0);
    await expectLedgerInvariants(database);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
