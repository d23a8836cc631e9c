import { linesAstray } from '../../support/right-to-left.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting, openMenu } from '../../support/bot/choose-setting.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const MARYAM = 901;
const REPORT_CHAT = -1001;
const MODEL = `${MAIN}/${MAIN_MODEL}`;

describeOnOneEngine('/settings in Persian', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: String(MARYAM), ADMIN_CHAT_ID: String(REPORT_CHAT) },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        telegram.addGroup({ id: REPORT_CHAT, title: 'مدیران', members: [MARYAM] });
      },
    });
    await bot.ask(OMID, '/start');
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const choose = (topic: string) => chooseSetting(bot, topic, MARYAM);
  const say = (text: string) => bot.ask(MARYAM, text);

  it('understands Persian digits, words and signs in every dialogue, and answers in Persian', async () => {
    expect(await choose('report')).toContain('گزارش چه ساعتی فرستاده شود؟ مقدار فعلی: خاموش (پیش‌فرض)');
    expect(await say('هر وقت شد')).toContain('این نه ساعت است و نه یک عبارت cron. مثلاً بنویسید ۰۹:۳۰');
    expect(await say('۰۸:۳۰')).toBe('✅ ذخیره شد: ساعت گزارش\n• قبلاً: خاموش (پیش‌فرض)\n• از این پس: ۰۸:۳۰');
    await choose('report');
    expect(await say('نه صبح')).toContain('• از این پس: ۰۹:۰۰');
    await choose('report');
    expect(await say('خاموش')).toContain('• قبلاً: ۰۹:۰۰\n• از این پس: خاموش');
    expect(await choose('alert')).toContain('مقدار فعلی: ۹۰٪ (پیش‌فرض)');
    expect(await say('صد و ده')).toContain('این عدد صحیحی از ۱ تا ۱۰۰ نیست');
    expect(await say('۷۵ درصد')).toContain('• از این پس: ۷۵٪');
    expect(await choose('budget')).toContain('مقدار فعلی: نامحدود (پیش‌فرض)');
    expect(await say('زیاد')).toContain('تعداد توکن باید عدد صحیح باشد');
    expect(await say('۵۰ هزار')).toContain('• از این پس: ۵۰٬۰۰۰ توکن');
    await choose('budget');
    expect(await say('نامحدود')).toContain('• از این پس: نامحدود');
    await choose('budget');
    expect(await say('پیش‌فرض')).toContain('• از این پس: نامحدود (پیش‌فرض)');
    expect(await choose('person')).toContain('سهمیهٔ چه کسی؟');
    expect(await say('امید')).toContain('شناسهٔ تلگرام فقط عدد است');
    expect(await say('۱۰۲')).toContain('Omid (102) در روز چند توکن می‌تواند مصرف کند؟ مقدار فعلی: پیش‌فرض');
    expect(await say('۲ هزار')).toContain(
      '✅ ذخیره شد: سهمیهٔ Omid (102)\n• قبلاً: پیش‌فرض\n• از این پس: ۲٬۰۰۰ توکن',
    );
    expect(await choose('price')).toContain('قیمت کدام مدل؟');
    expect(await say('مدل خوب')).toContain('مدل را به شکل provider/model بنویسید');
    expect(await say(MODEL)).toContain('مقدار فعلی: مطابق فهرست قیمت‌ها');
    expect(await say('ارزان')).toContain('دو یا سه قیمت به دلار لازم است');
    expect(await say('۰٫۱۵ / ۰٫۶۰ / ۰٫۰۷۵')).toContain(
      '• از این پس: ورودی $۰٫۱۵۰۰، خروجی $۰٫۶۰۰۰، کش‌شده $۰٫۰۷۵۰',
    );
    const { client } = await bot.database();
    expect(await client.userBudget.findMany()).toMatchObject([{ userId: 102n, dailyTokens: 2000n }]);
    expect(await client.modelPrice.findMany()).toMatchObject([
      { model: MODEL, inputPicoUsd: 150_000n, outputPicoUsd: 600_000n, cachedPicoUsd: 75_000n },
    ]);
  });

  it('takes every choice as its button is labelled, and shows what was chosen from then on', async () => {
    const answers: readonly [topic: string, typed: string, saved: string][] = [
      ['digits', 'رقم‌های لاتین', 'رقم‌های لاتین'],
      ['digits', 'رقم‌های فارسی', 'رقم‌های فارسی'],
      ['calendar', 'شمسی', 'شمسی'],
      ['chat-language', 'انگلیسی', 'English'],
      ['chat-language', 'فارسي', 'فارسی'],
      ['chat-digits', 'فارسی', 'رقم‌های فارسی'],
      ['chat-calendar', 'جلالی', 'شمسی'],
      ['chat-calendar', 'پیش فرض', 'میلادی در گزارش‌ها (پیش‌فرض)'],
    ];
    for (const [topic, typed, saved] of answers) {
      await choose(topic);
      expect(await say('هیچ‌کدام')).toMatch(/این جزو گزینه‌ها نیست/);
      expect(await say(typed)).toContain(`• از این پس: ${saved}`);
    }
    const ask = await choose('report');
    expect(ask).toMatch(/اکنون ۱۴[۰-۹]{2}\/[۰-۹]{2}\/[۰-۹]{2}/);
    expect(await say('۲۱:۰۵')).toContain('• از این پس: ۲۱:۰۵');
    await choose('budget');
    expect(await say('۱۲۳۴۵')).toContain('• از این پس: ۱۲٬۳۴۵ توکن');
    const menu = await openMenu(bot, MARYAM);
    // No isolate within another.
    for (const { text } of menu.keyboard.flat()) expect(text).not.toMatch(/\u2068[^\u2069]*\u2068/);
    expect(menu.keyboard.flat().map(({ text }) => stripMarks(text))).toEqual([
      '🕘 ساعت گزارش: ۲۱:۰۵',
      '⚠️ هشدار از: ۹۰٪ (پیش‌فرض)',
      '🪙 سهمیهٔ روزانه: ۱۲٬۳۴۵ توکن',
      '🔢 رقم‌های من: رقم‌های فارسی',
      '📆 تقویم من: شمسی',
      '💬 زبان گفت‌وگوی گزارش: فارسی',
      '💬 رقم‌های گفت‌وگوی گزارش: رقم‌های فارسی',
      '💬 تقویم گفت‌وگوی گزارش: میلادی در گزارش‌ها (پیش‌فرض)',
      '👤 سهمیهٔ یک نفر',
      '💰 بودجه‌های دلاری',
      '💵 قیمت یک مدل',
    ]);
  });

  it('can be given up at any step, and writes every line from right to left', async () => {
    for (const topic of ['report', 'person', 'money', 'price', 'chat-language']) {
      for (const words of ['/cancel', 'لغو', 'انصراف', 'بی‌خیال']) {
        await choose(topic);
        expect(await say(words)).toBe('👌 چیزی تغییر نکرد.');
      }
    }
    expect(await say('/cancel')).toContain('چیزی برای لغو کردن نیست.');
    const texts = bot.telegram.messages(MARYAM).filter(({ by }) => by === 'bot');
    expect(texts.flatMap(({ text }) => linesAstray(text))).toEqual([]);
  });
});
