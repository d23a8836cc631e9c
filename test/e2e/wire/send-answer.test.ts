import { Bot } from 'grammy';
import type { TelegramFault } from '../../../src/tools/stand-ins/telegram/telegram-faults.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { sendAnswer } from '../../../src/telegram/chat/output/send-answer.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';

const SARA = 101;
const LONG = `${'**one** two three. '.repeat(300)}\n\n\`\`\`ts\nlet x = 1;\n\`\`\``;
const reply_markup = { inline_keyboard: [[{ text: 'Again', callback_data: 'again' }]] };

describe('sending an answer', () => {
  let telegram: TelegramStandIn;
  let bot: Bot<BotContext>;

  beforeEach(async () => {
    telegram = await startTelegramStandIn();
    telegram.addUser({ id: SARA, firstName: 'سارا', languageCode: 'fa' });
    bot = new Bot<BotContext>(telegram.token, { client: { apiRoot: telegram.apiRoot } });
    await bot.init();
  });

  afterEach(() => telegram.close());

  /** The answer to a message of Sara's in that chat, given by `respond`; resolves with the message's id. */
  async function answer(chatId: number, respond: (ctx: BotContext) => Promise<unknown>): Promise<number> {
    bot.on('message', respond);
    const message = telegram.say(SARA, 'a question', { chatId });
    await bot.handleUpdate({ update_id: 1, message } as never);
    return message.message_id;
  }

  const calls = () => telegram.callsOf('sendMessage').map(({ payload }) => payload);

  it('puts the buttons below the last message, and returns all of them', async () => {
    let sent: { message_id: number }[] = [];
    await answer(SARA, async (ctx) => {
      sent = await sendAnswer(ctx, LONG, { reply_markup });
    });
    const shown = telegram.messages(SARA).filter(({ by }) => by === 'bot');
    expect(shown.length).toBeGreaterThan(1);
    expect(sent.map(({ message_id }) => message_id)).toEqual(shown.map(({ id }) => id));
    expect(shown.map(({ keyboard }) => keyboard.length)).toEqual([...shown.slice(1).map(() => 0), 1]);
    expect(shown.map(({ replyTo }) => replyTo)).toEqual(shown.map(() => null));
  });

  it('goes on as plain text with that message alone which Telegram refuses', async () => {
    const description = "Bad Request: can't parse entities: Unexpected end tag at byte offset 5";
    telegram.failNext('sendMessage', { errorCode: 400, description });
    await answer(SARA, (ctx) => sendAnswer(ctx, LONG, { reply_markup }));
    const shown = telegram.messages(SARA).filter(({ by }) => by === 'bot');
    expect(shown[0]!.text.startsWith('one two three. one')).toBe(true);
    expect(shown[0]!.entities).toEqual([]);
    expect(shown.at(-1)!.entities.map(({ type }) => type)).toContain('pre');
  });

  it('does not repeat what was refused for another reason', async () => {
    telegram.failNext('sendMessage', { errorCode: 400, description: 'Bad Request: chat not found' });
    const sending = answer(SARA, (ctx) => sendAnswer(ctx, 'hi'));
    await expect(sending).rejects.toThrow('chat not found');
    expect(calls()).toHaveLength(1);
  });

  it('names its question in a group, with its first message', async () => {
    const group = telegram.addGroup({ title: 'Team', members: [SARA] });
    const messageId = await answer(group.id, (ctx) => sendAnswer(ctx, LONG));
    const shown = telegram.messages(group.id).filter(({ by }) => by === 'bot');
    expect(shown.map(({ replyTo }) => replyTo)).toEqual([messageId, ...shown.slice(1).map(() => null)]);
  });

  it.each<[string, TelegramFault]>([
    [
      'later than anybody waits',
      { errorCode: 429, description: 'Too Many Requests', parameters: { retry_after: 61 } },
    ],
    ['never, as it has trouble', { errorCode: 500, description: 'Internal Server Error' }],
    ['never, as the connection is cut', 'reset'],
  ])('is sent anew where its preview can be changed %s, and the preview goes', async (_, fault) => {
    const group = telegram.addGroup({ title: 'Team', members: [SARA] });
    await answer(group.id, async (ctx) => {
      const instead = await ctx.reply('one tw');
      telegram.failNext('editMessageText', fault);
      await sendAnswer(ctx, '**one** two', { reply_markup, instead });
    });
    const shown = telegram.messages(group.id).filter(({ by }) => by === 'bot');
    expect(shown).toMatchObject([{ text: 'one two', keyboard: [[{ text: 'Again' }]] }]);
  });

  it('sends nothing for an answer in which there is nothing to see', async () => {
    await answer(SARA, (ctx) => sendAnswer(ctx, ' \n\u200F'));
    expect(calls()).toEqual([]);
  });
});
