import { linesAstray } from '../../support/right-to-left.ts';
import { startRunningBot, ADMIN, OMID, SARA, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';

describeOnOneEngine('a private chat', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ engine, providers: { [MAIN]: {}, cohere: {} } });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('begins with a welcome by name, in the language of the person', async () => {
    expect(await bot.ask(OMID, '/start')).toMatch(/^Hi Omid, welcome! 👋\n/);
    expect(await bot.ask(SARA, '/start')).toMatch(/^سلام سارا، خوش آمدید! 👋\n/);
  });

  it('names commands that can be pressed', async () => {
    for (const command of ['/start', '/help']) {
      await bot.ask(OMID, command);
      const { entities } = bot.telegram.messages(OMID).at(-1)!;
      expect(entities.map(({ type }) => type)).toContain('bot_command');
    }
  });

  it('answers a second /start like the first', async () => {
    expect(await bot.ask(OMID, '/start')).toMatch(/^Hi Omid, welcome! 👋\n/);
    expect(await bot.ask(OMID, '/start deep-link')).toMatch(/^Hi Omid, welcome! 👋\n/);
  });

  it('explains every command, those of admins to admins only', async () => {
    const commands = ['/new', '/model', '/usage', '/language', '/privacy'];
    for (const person of [OMID, SARA, ADMIN]) {
      const help = await bot.ask(person, '/help');
      for (const command of commands) expect(help).toContain(`• ${command} — `);
      expect(help.includes('/ai_usage')).toBe(person === ADMIN);
    }
    expect(await bot.ask(SARA, '/help')).toMatch(/^🧭 راهنما\n/);
  });

  it('answers free text in the language of the question', async () => {
    expect(await bot.ask(OMID, 'What is the capital of France?')).toBe('The capital of France is Paris.');
    expect(await bot.ask(SARA, 'پایتخت ایران کجاست؟')).toContain('تهران');
  });

  it('says what a person used', async () => {
    expect(await bot.ask(ADMIN, '/usage')).toBe("📭 You haven't asked me anything yet. Go ahead!");
    await bot.ask(ADMIN, 'hello');
    expect(await bot.ask(ADMIN, '/usage')).toMatch(
      /^📊 Your usage\n• Today: \d+ tokens in 1 request\n• Last 30 days: \d+ tokens in 1 request\n• Your daily budget is unlimited\.$/,
    );
    expect(await bot.ask(SARA, '/usage')).toMatch(/^📊 مصرف شما\n• امروز: [۰-۹]+ توکن در ۱ درخواست\n/);
  });

  it('says what is kept, by whom it is answered and for how long', async () => {
    const english = await bot.ask(OMID, '/privacy');
    expect(english).toContain(`• Your messages are sent to ${MAIN_NAME} and Cohere to be answered.`);
    expect(english).toContain('After 30 days the next clean-up deletes this');
    const persian = await bot.ask(SARA, '/privacy');
    expect(persian).toContain(`به ${MAIN_NAME} و Cohere فرستاده می‌شود`);
    expect(persian).toContain('پس از ۳۰ روز، در نوبت پاک‌سازی بعدی، پاک می‌شود');
  });

  it('writes every line of a Persian message from right to left', async () => {
    const { message_id } = bot.telegram.say(SARA, '/help');
    const { text } = await bot.messageAfter(SARA, message_id);
    expect(linesAstray(text)).toEqual([]);
  });

  it('ignores what was edited later', async () => {
    const said = bot.telegram.say(OMID, 'Thanks');
    await bot.messageAfter(OMID, said.message_id);
    const before = bot.provider(MAIN).requests.length;
    bot.telegram.edit(OMID, said.message_id, 'Thanks a lot');
    await bot.ask(OMID, '/help');
    expect(bot.provider(MAIN).requests).toHaveLength(before);
  });
});

describeOnOneEngine('the language of a person', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      environment: { DEFAULT_LOCALE: 'fa' },
      prepare: (telegram) => {
        telegram.addUser({ id: 201, firstName: 'Hans', languageCode: 'de' });
        telegram.addUser({ id: 202, firstName: 'Dari', languageCode: 'fa-AF' });
      },
    });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('is the one of Telegram, else the default', async () => {
    expect(await bot.ask(OMID, '/help')).toContain('Help');
    expect(await bot.ask(202, '/help')).toContain('راهنما');
    expect(await bot.ask(201, '/help')).toContain('راهنما');
  });

  it('is the chosen one from the moment of the choice', async () => {
    const { message_id } = bot.telegram.say(OMID, '/language');
    const menu = await bot.messageAfter(OMID, message_id);
    expect(menu.keyboard).toMatchObject([[{ text: 'English' }, { text: 'فارسی' }]]);
    await bot.telegram.press(OMID, menu.id, 'فارسی').answer;
    await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('از این پس فارسی صحبت می‌کنم'));
    expect(await bot.ask(OMID, '/help')).toContain('راهنما');
  });

  it('may be chosen by an impatient person', async () => {
    const { message_id } = bot.telegram.say(SARA, '/language');
    const menu = await bot.messageAfter(SARA, message_id);
    const presses = [1, 2, 3].map(() => bot.telegram.press(SARA, menu.id, 'English').answer);
    expect((await Promise.all(presses)).map(({ text }) => text)).toEqual(['', '', '']);
    expect(await bot.ask(SARA, '/help')).toContain('Help');
  });
});

describeOnOneEngine('a bot without any provider', (engine) => {
  it('starts, and says what is missing', async () => {
    const bot = await startRunningBot({ engine, providers: {} });
    const missing = "🔧 I'm not connected to any AI service yet. Please tell the bot's admin.";
    expect(await bot.ask(OMID, 'hello')).toBe(missing);
    expect(await bot.ask(OMID, '/model')).toBe(missing);
    expect(await bot.ask(OMID, '/privacy')).not.toMatch(/sent to +to/);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report.match(/^⚪ .*/gm)).toHaveLength(4);
    expect(report).toContain('• Active providers: 0\n');
    expect(await bot.requests()).toEqual([]);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });
});
