import { isWhole, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const ANSWER = `## نصب Docker

Docker را با \`apt\` نصب کنید؛ **آسان** است:

\`\`\`sh
apt install docker && echo "<done>"
\`\`\`

> [راهنما](https://docs.docker.com/install)`;

describe('an answer in Markdown', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => ANSWER } } });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('arrives formatted, each line in its direction', async () => {
    const { message_id } = bot.telegram.say(SARA, 'چطور Docker را نصب کنم؟');
    const { text, entities } = await bot.messageAfter(SARA, message_id);
    expect(text.split('\n')).toEqual([
      'نصب Docker',
      '',
      '\u200FDocker را با apt نصب کنید؛ آسان است:',
      '',
      'apt install docker && echo "<done>"',
      '',
      'راهنما',
    ]);
    const marked = entities.map((entity) => [
      entity.type,
      text.slice(entity.offset, entity.offset + entity.length),
    ]);
    expect(marked).toEqual([
      ['bold', 'نصب Docker'],
      ['code', 'apt'],
      ['bold', 'آسان'],
      ['pre', 'apt install docker && echo "<done>"'],
      ['blockquote', 'راهنما'],
      ['text_link', 'راهنما'],
    ]);
    expect(entities[3]).toMatchObject({ language: 'sh' });
    expect(entities[5]).toMatchObject({ url: 'https://docs.docker.com/install' });
  });

  it('arrives as plain text, with its addresses, where Telegram refuses the markup', async () => {
    const description = "Bad Request: can't parse entities: Unsupported start tag";
    bot.telegram.failNext('sendMessage', { errorCode: 400, description });
    const { message_id } = bot.telegram.say(OMID, 'how do I install Docker?');
    const { text, entities } = await bot.messageAfter(OMID, message_id);
    expect(text).toContain('echo "<done>"');
    expect(text).toContain('راهنما (https://docs.docker.com/install)');
    expect(entities.map(({ type }) => type)).toEqual(['url']);
  });
});

describe('an answer that would act in its reader’s name', () => {
  const words =
    'Ask @durov or send /start, see #news: [proxy](tg://proxy?server=1) and [docs](https://x.org/@a)';
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => words } } });
  });
  afterAll(() => bot.stop());

  it('mentions nobody, runs no command and links to the web alone', async () => {
    const { message_id } = bot.telegram.say(OMID, 'hello');
    const { text, entities } = await bot.messageAfter(OMID, message_id);
    expect(entities.map(({ type }) => type)).toEqual(['text_link']);
    expect(text.replaceAll('\u2060', '')).toBe(
      'Ask @durov or send /start, see #news: proxy (tg://proxy?server=1) and docs',
    );
  });
});

describe('an answer in two scripts', () => {
  // Both are in its first words: a message in a group is not edited again for three seconds.
  const words = `Docker, Helm استقرار\n\n${'Terraform و Ansible\n\n'.repeat(4)}Done`;
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => words, chunkDelayMs: 300 } } });
  });
  afterAll(() => bot.stop());

  /** The beginning of each line with both scripts, as it is written and in the end. */
  const marksFor = async (personId: number, chatId: number) => {
    const text = chatId === personId ? 'hello' : '@ledger_demo_bot hello';
    const { message_id } = bot.telegram.say(personId, text, { chatId });
    const growing = await bot.telegram.waitForMessage(
      chatId,
      (message) => message.id !== message_id && !isWhole(message) && message.text.includes('استقرار'),
    );
    const whole = await bot.messageAfter(chatId, message_id);
    return [growing, whole].map((message) => message.text.startsWith('\u200F'));
  };

  it('runs as its asker’s language does, in a draft, in a message that is edited and in the end', async () => {
    const groups = [SARA, OMID].map((id) => bot.telegram.addGroup({ title: `of ${id}`, members: [id] }).id);
    const [inPersian, inEnglish, ...inGroups] = await Promise.all([
      marksFor(SARA, SARA),
      marksFor(OMID, OMID),
      marksFor(SARA, groups[0]!),
      marksFor(OMID, groups[1]!),
    ]);
    expect([inPersian, inGroups[0]]).toEqual([
      [true, true],
      [true, true],
    ]);
    expect([inEnglish, inGroups[1]]).toEqual([
      [false, false],
      [false, false],
    ]);
  });
});

describe('code in a list that is being written', () => {
  const words = `- Run this:\n\n  \`\`\`sh\n${'  echo one\n'.repeat(200)}`;
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => words, chunkDelayMs: 100 } } });
  });
  afterAll(() => bot.stop());

  it('is code in the draft and where it was stopped, and what is said of that is not', async () => {
    const { message_id } = bot.telegram.say(OMID, 'hello');
    const draft = await bot.telegram.waitForMessage(
      OMID,
      ({ draft, text }) => draft !== null && text.includes('echo'),
    );
    bot.telegram.stopDraft(OMID);
    const { text, entities } = await bot.messageAfter(OMID, message_id);
    expect(draft.text + text).not.toContain('`');
    expect(entities.map(({ type }) => type)).toEqual(['pre']);
    const [{ offset, length }] = entities as [(typeof entities)[number]];
    expect(text.slice(offset, offset + length)).toMatch(/^(?:echo one\n?|echo|ech|ec|e| |on)+$/);
    expect(text.slice(offset + length)).toBe('\n\n⏹ Stopped.');
  });
});
