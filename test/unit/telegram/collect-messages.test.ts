import type { MessageEntity } from 'grammy/types';
import { collectMessages } from '../../../src/telegram/delivery/collect-messages.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const QUIET_MS = 1_000;
const ME = { id: 1, username: 'ledger_bot' };

/** Lets messages through the middleware; tells which albums went on, and which messages count as handled. */
function startCollecting() {
  const clock = new FakeClock();
  const collect = collectMessages(clock);
  const handled: number[][] = [];
  const seen: BotContext[] = [];
  const over: number[] = [];
  const send = (id: number, content: object, next: (ctx: BotContext) => void = () => undefined) => {
    const message = {
      message_id: id,
      date: 100,
      chat: { id: 1, type: 'private' },
      from: { id: 7 },
      ...content,
    };
    const update = { update_id: id, message };
    const ctx = {
      me: ME,
      from: message.from,
      update,
      get message() {
        return update.message;
      },
    } as unknown as BotContext;
    const goOn = async () => {
      handled.push(ctx.album?.map((part) => part.message_id) ?? [id]);
      seen.push(ctx);
      next(ctx);
    };
    void Promise.resolve(collect(ctx, goOn)).then(() => over.push(id));
  };
  const say = (id: number, album?: string, chat = 1) =>
    send(id, { chat: { id: chat, type: 'private' }, media_group_id: album, photo: [] });
  return { clock, handled, over, say, send, seen };
}

describe('the parts of an album', () => {
  it('become one update, in their order, once no more come for a second', async () => {
    const { clock, handled, over, say } = startCollecting();
    say(12, 'a');
    await clock.advance(QUIET_MS - 1);
    say(11, 'a');
    await clock.advance(QUIET_MS - 1);
    expect(handled).toEqual([]);
    await clock.advance(1);
    expect(handled).toEqual([[11, 12]]);
    expect(over.toSorted((a, b) => a - b)).toEqual([11, 12]);
  });

  it('go on with those of the next album where ten are as many as one holds', async () => {
    const { clock, handled, say } = startCollecting();
    for (let id = 1; id <= 12; id++) say(id, id <= 10 ? 'a' : 'b');
    await clock.advance(QUIET_MS - 1);
    expect(handled).toEqual([]);
    await clock.advance(1);
    expect(handled).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
    say(13, 'c');
    await clock.advance(QUIET_MS);
    expect(handled.slice(1)).toEqual([[13]]);
  });

  it('are not waited for once three albums are full', async () => {
    const { clock, handled, say } = startCollecting();
    for (let id = 1; id <= 30; id++) say(id, 'abc'[Math.floor((id - 1) / 10)]);
    await clock.advance(0);
    expect(handled.map((ids) => ids.length)).toEqual([30]);
  });

  it('are kept apart by chat and by album, and hold up no other message', async () => {
    const { clock, handled, say } = startCollecting();
    say(1, 'a');
    say(2, 'b');
    say(3, 'a', 2);
    say(4);
    await settled();
    expect(handled).toEqual([[4]]);
    await clock.advance(QUIET_MS);
    expect(handled).toEqual([[4], [1], [2], [3]]);
  });

  it('that come after their album was handled make another update', async () => {
    const { clock, handled, say } = startCollecting();
    say(1, 'a');
    await clock.advance(QUIET_MS);
    say(2, 'a');
    await clock.advance(QUIET_MS);
    expect(handled).toEqual([[1], [2]]);
  });
});

const SARA = { type: 'user', date: 1, sender_user: { id: 3, is_bot: false, first_name: 'Sara' } };
const NEWS = { type: 'channel', date: 1, message_id: 5, chat: { id: -5, type: 'channel', title: 'News' } };
const PHOTO = { photo: [{ file_id: 'p', file_unique_id: 'u', width: 1, height: 1 }] };
const PIECE = 'x'.repeat(4_096);
const LONG_MS = 10_000;

describe('what one person sends in one go', () => {
  it('is one text where their program cut it, with its marks in their places', async () => {
    const { clock, handled, over, send, seen } = startCollecting();
    const code: MessageEntity = { type: 'code', offset: 1, length: 2 };
    send(1, { text: PIECE, entities: [code] });
    await clock.advance(60);
    send(2, { text: PIECE, entities: [code] });
    await clock.advance(60);
    send(3, { text: 'the end', entities: [code], date: 101 });
    await clock.advance(LONG_MS);
    expect([handled, over]).toEqual([[[1]], [1, 2, 3]]);
    expect(seen[0]?.message?.text).toBe(`${PIECE}${PIECE}the end`);
    expect(seen[0]?.message?.entities?.map(({ offset }) => offset)).toEqual([1, 4_097, 8_193]);
  });

  it('is one text where it was cut at a space, which Telegram leaves out', async () => {
    const { clock, send, seen } = startCollecting();
    send(1, { text: 'a'.repeat(3_000) });
    send(2, { text: 'b' });
    await clock.advance(LONG_MS);
    expect(seen.map(({ message }) => message?.text)).toEqual([`${'a'.repeat(3_000)}\nb`]);
  });

  it('is one question where it is a comment with forwards', async () => {
    const { clock, handled, over, send, seen } = startCollecting();
    send(1, { text: 'who is right?' });
    send(2, { text: 'The earth is round.', forward_origin: SARA });
    await clock.advance(300);
    send(3, { text: 'It is flat.', forward_origin: NEWS });
    await clock.advance(LONG_MS);
    expect([handled, over]).toEqual([[[1]], [1, 2, 3]]);
    expect(seen[0]?.message).toMatchObject({
      text: 'who is right?',
      reply_to_message: { text: 'From Sara:\nThe earth is round.\n\nFrom News:\nIt is flat.' },
    });
    expect(seen[0]?.forwards).toHaveLength(2);
  });

  it('is one question where it is forwards alone, with what they show', async () => {
    const { clock, send, seen } = startCollecting();
    const photo = [{ file_id: 'p', file_unique_id: 'u', width: 1, height: 1 }];
    const poll = { question: 'Go?', options: [{ text: 'Yes' }] };
    send(1, { poll, forward_origin: SARA });
    send(2, { photo, media_group_id: 'a', caption: 'A map', forward_origin: SARA });
    send(3, {
      voice: { file_id: 'v', duration: 2 },
      forward_origin: { type: 'hidden_user', sender_user_name: 'X' },
    });
    await clock.advance(LONG_MS);
    expect(seen).toHaveLength(1);
    const answered = seen[0]?.message?.reply_to_message;
    expect(seen[0]?.message?.text).toBe('');
    expect(answered?.text).toBe('From Sara:\nPoll: Go?\n- Yes\n\nFrom Sara:\nA map\n\nFrom X:');
    expect(answered?.voice?.file_id).toBe('v');
    expect(seen[0]?.forwards?.[1]?.photo).toBe(photo);
  });

  it('is one question where it is a comment with pictures, grouped or not', async () => {
    const { clock, handled, over, send, seen } = startCollecting();
    send(1, { text: 'which is older?' });
    await clock.advance(150);
    send(2, PHOTO);
    await clock.advance(150);
    send(3, { document: { file_id: 'd', mime_type: 'image/png' } });
    send(4, { ...PHOTO, media_group_id: 'a' });
    await clock.advance(QUIET_MS - 1);
    send(5, { ...PHOTO, media_group_id: 'a' });
    await clock.advance(LONG_MS);
    expect([handled, over]).toEqual([[[1, 2, 3, 4, 5]], [1, 2, 3, 4, 5]]);
    expect(seen[0]?.message?.text).toBe('which is older?');
  });

  it('is one text with a picture where the text was cut', async () => {
    const { clock, send, seen } = startCollecting();
    send(1, { text: PIECE });
    send(2, { text: 'the end' });
    send(3, PHOTO);
    await clock.advance(LONG_MS);
    expect(seen.map(({ album }) => album?.map(({ text }) => text))).toEqual([[`${PIECE}the end`, undefined]]);
  });

  it('is one question where an album is forwarded before a text', async () => {
    const { clock, send, seen } = startCollecting();
    const part = { ...PHOTO, media_group_id: 'a', forward_origin: SARA };
    send(1, part);
    send(2, { ...part, caption: 'A map' });
    send(3, { text: 'Where is this?', forward_origin: NEWS });
    await clock.advance(LONG_MS);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.message?.reply_to_message?.text).toBe(
      'From Sara:\n\nFrom Sara:\nA map\n\nFrom News:\nWhere is this?',
    );
    expect(seen[0]?.forwards).toHaveLength(3);
  });

  it('in a group is a mention of the bot with what is forwarded', async () => {
    const { clock, send, seen } = startCollecting();
    const chat = { id: -1, type: 'supergroup' };
    send(1, { chat, text: '@ledger_bot sum up' });
    send(2, { chat, text: 'one', forward_origin: SARA });
    await clock.advance(300);
    send(3, { chat, text: 'two', forward_origin: SARA });
    send(4, { chat, text: 'three', forward_origin: SARA, from: { id: 8 } });
    await clock.advance(LONG_MS);
    const texts = seen.map(({ message }) => message?.reply_to_message?.text ?? message?.text);
    expect(texts).toEqual(['three', 'From Sara:\none\n\nFrom Sara:\ntwo']);
  });

  it.each([
    ['short texts', [{ text: 'one' }, { text: 'two' }]],
    ['a long text and one of a later time', [{ text: PIECE }, { text: 'two', date: 103 }]],
    [
      'a long text and a command',
      [{ text: PIECE }, { text: '/new', entities: [{ type: 'bot_command', offset: 0, length: 4 }] }],
    ],
    ['a long text and a reply', [{ text: PIECE }, { text: 'two', reply_to_message: {} }]],
    [
      'a reply and a forward',
      [
        { text: 'one', reply_to_message: {} },
        { text: 'two', forward_origin: SARA },
      ],
    ],
    ['a forward and a text', [{ text: 'one', forward_origin: SARA }, { text: 'two' }]],
    ['a comment and a photo that has words of its own', [{ text: 'one' }, { ...PHOTO, caption: 'two' }]],
    ['a comment and a document of their own', [{ text: 'one' }, { document: { file_id: 'd' } }]],
    ['a reply and a photo of their own', [{ text: 'one', reply_to_message: {} }, PHOTO]],
    ['two photos', [PHOTO, PHOTO]],
    ['a photo and a text', [PHOTO, { text: 'two' }]],
    ['a forward and a photo of their own', [{ text: 'one', forward_origin: SARA }, PHOTO]],
  ])('is not %s, which go on in their order', async (_, messages) => {
    const { clock, handled, send } = startCollecting();
    messages.forEach((message, index) => send(index + 1, message));
    await clock.advance(LONG_MS);
    expect(handled).toEqual([[1], [2]]);
  });

  it('keeps nobody waiting who writes a short message for longer than a fifth of a second', async () => {
    const { clock, handled, send } = startCollecting();
    send(1, { text: 'hello' });
    await clock.advance(200);
    send(2, { text: '/help', entities: [{ type: 'bot_command', offset: 0, length: 5 }] });
    send(3, { chat: { id: -1, type: 'supergroup' }, text: 'said among others' });
    send(4, { voice: { file_id: 'v', duration: 2 } });
    await settled();
    expect(handled).toEqual([[1], [2], [3], [4]]);
    expect(clock.pending).toBe(0);
  });

  it('goes on in order even where many messages come at once', async () => {
    const { clock, handled, send } = startCollecting();
    for (let id = 1; id <= 5; id++) send(id, { text: `question ${id}` });
    await clock.advance(LONG_MS);
    expect(handled).toEqual([[1], [2], [3], [4], [5]]);
  });
});
