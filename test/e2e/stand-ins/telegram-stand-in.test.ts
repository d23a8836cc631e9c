import { run, type RunnerHandle } from '@grammyjs/runner';
import { Bot, type GrammyError, InlineKeyboard, InputFile } from 'grammy';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';

const SARA = 101;
const ALLOWED = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'stopped_message_generation',
] as const;

let telegram: TelegramStandIn;
let bot: Bot;
let runner: RunnerHandle | undefined;

beforeEach(async () => {
  telegram = await startTelegramStandIn();
  telegram.addUser({ id: SARA, firstName: 'Sara', username: 'sara', languageCode: 'fa' });
  bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  bot.catch(() => undefined);
});

afterEach(async () => {
  if (runner?.isRunning()) await runner.stop();
  runner = undefined;
  await telegram.close();
});

function start(): void {
  runner = run(bot, { runner: { fetch: { allowed_updates: [...ALLOWED] }, silent: true } });
  runner.task()?.catch(() => undefined);
}

describe('a conversation with a real grammY bot', () => {
  it('delivers a command with its entity and shows the answer', async () => {
    bot.command('start', (ctx) =>
      ctx.reply(`Hello <b>${ctx.from!.first_name}</b> ${ctx.match}`, { parse_mode: 'HTML' }),
    );
    start();
    telegram.say(SARA, '/start abc');
    const answer = await telegram.waitForMessage(SARA, () => true);
    expect(answer.text).toBe('Hello Sara abc');
    expect(answer.entities).toEqual([{ type: 'bold', offset: 6, length: 4 }]);
    expect(answer.by).toBe('bot');
  });

  it('edits in place, answers a pressed button, and says when nothing changed', async () => {
    const keyboard = new InlineKeyboard().text('Refresh', 'r:1').url('Site', 'https://example.org');
    bot.command('menu', (ctx) => ctx.reply('one', { reply_markup: keyboard }));
    bot.callbackQuery('r:1', async (ctx) => {
      await ctx.editMessageText('two', { reply_markup: keyboard });
      const refused = ctx.editMessageText('two', { reply_markup: keyboard });
      const description = await refused.then(
        () => '',
        (error: GrammyError) => error.description,
      );
      await ctx.answerCallbackQuery({ text: description.slice(0, 40) });
    });
    start();
    telegram.say(SARA, '/menu');
    const { id } = await telegram.waitForMessage(SARA, (message) => message.text === 'one');
    const { answer } = telegram.press(SARA, id, 'Refresh');
    expect(await answer).toEqual({
      text: 'Bad Request: message is not modified: sp',
      alert: false,
      url: null,
    });
    const shown = telegram.messages(SARA).at(-1)!;
    expect(shown).toMatchObject({ id, text: 'two', edited: true });
    expect(shown.keyboard[0]!.map((button) => button.kind)).toEqual(['callback', 'url']);
  });

  it('takes a document by multipart and gives a file back for download', async () => {
    await bot.api.sendDocument(SARA, new InputFile(Buffer.from('a,b\n1,2\n'), 'report.csv'), {
      caption: 'گزارش',
    });
    const shown = telegram.messages(SARA).at(-1)!;
    expect(shown).toMatchObject({
      text: 'گزارش',
      document: { name: 'report.csv', mimeType: 'text/csv', size: 8 },
    });
    telegram.sendVoice(SARA, Buffer.from('OggS voice'));
    const [update] = await bot.api.getUpdates();
    const file = await bot.api.getFile(update!.message!.voice!.file_id);
    const download = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${file.file_path}`);
    expect(file.file_path).toMatch(/^voice\/.+\.oga$/);
    expect(await download.text()).toBe('OggS voice');
  });

  it('streams a draft that the person can stop, and forgets it when the message arrives', async () => {
    const stopped = new Promise<number>((resolve) => {
      bot.use((ctx) => resolve(ctx.update.stopped_message_generation!.draft_id));
    });
    start();
    await bot.api.sendMessageDraft(SARA, 7, 'Once upon', { can_stop: true, keep_on_stop: true });
    expect(telegram.messages(SARA).at(-1)).toMatchObject({
      text: 'Once upon',
      draft: { id: 7, canStop: true },
    });
    telegram.stopDraft(SARA);
    expect(await stopped).toBe(7);
    await bot.api.sendMessage(SARA, 'Once upon a time');
    expect(telegram.messages(SARA).map((message) => message.draft)).toEqual([null]);
  });
});
