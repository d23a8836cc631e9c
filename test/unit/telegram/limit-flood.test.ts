import { countWaiting } from '../../../src/telegram/delivery/limit-flood.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

/** Sends messages of persons in private chats; each waits until the test lets it end. */
function startCounting(onSeen: (ctx: BotContext) => void = () => undefined) {
  const count = countWaiting();
  const waiting: (() => void)[] = [];
  const seen: { person: number; isTooMany: boolean }[] = [];
  const say = (person: number, chatId = person) => {
    const message = { text: 'a question', chat: { id: chatId, type: 'private' } };
    const ctx = { message, msg: message, chat: message.chat, from: { id: person } } as unknown as BotContext;
    void count(ctx, async () => {
      seen.push({ person, isTooMany: ctx.isTooMany ?? false });
      onSeen(ctx);
      await new Promise<void>((resolve) => waiting.push(resolve));
    });
  };
  /** In a group, in the name of a channel or, anonymously, of the group itself. */
  const sayAs = (channel: number, chatId: number) => {
    const message = {
      text: '@bot hello',
      chat: { id: chatId, type: 'supergroup' },
      sender_chat: { id: channel, type: 'channel', title: 'x' },
    };
    const from = { id: 136_817_688, is_bot: true };
    const ctx = { message, msg: message, chat: message.chat, from, me: { id: 9, username: 'bot' } };
    void count(ctx as unknown as BotContext, async () => {
      seen.push({ person: channel, isTooMany: (ctx as unknown as BotContext).isTooMany ?? false });
      await new Promise<void>((resolve) => waiting.push(resolve));
    });
  };
  const press = (person: number) => {
    const ctx = { callbackQuery: { id: '1', data: 'x' }, from: { id: person } } as unknown as BotContext;
    void count(ctx, async () => {
      seen.push({ person, isTooMany: ctx.isTooMany ?? false });
      await new Promise<void>((resolve) => waiting.push(resolve));
    });
  };
  return { say, sayAs, press, seen, endAll: () => waiting.splice(0).forEach((end) => end()) };
}

describe('the messages of one person that wait', () => {
  it('are answered up to twenty; the next is told that it is too much, and the rest are left out', async () => {
    const { say, seen } = startCounting();
    for (let message = 0; message < 30; message++) say(1);
    await settled();
    expect(seen.filter(({ isTooMany }) => !isTooMany)).toHaveLength(20);
    expect(seen.filter(({ isTooMany }) => isTooMany)).toHaveLength(1);
  });

  it('are counted in all chats together', async () => {
    const { say, seen } = startCounting();
    for (let chat = 0; chat < 100; chat++)
      for (let message = 0; message < 20; message++) say(1, 1_000 + chat);
    say(2);
    await settled();
    expect(seen.filter(({ person }) => person === 1)).toHaveLength(21);
    expect(seen.at(-1)).toEqual({ person: 2, isTooMany: false });
  });

  it('are counted of a channel in all groups together, and of all channels in one group', async () => {
    const { sayAs, say, seen } = startCounting();
    for (let group = 0; group < 100; group++) sayAs(-7, -1_000 - group);
    await settled();
    expect(seen.filter(({ isTooMany }) => !isTooMany)).toHaveLength(20);
    for (let channel = 0; channel < 100; channel++) sayAs(-10_000 - channel, -5);
    await settled();
    expect(seen.filter(({ isTooMany }) => !isTooMany)).toHaveLength(40);
    say(3, 3);
    await settled();
    expect(seen.at(-1)).toEqual({ person: 3, isTooMany: false });
  });

  it('leave presses out that nobody can make by hand', async () => {
    const { press, say, seen } = startCounting();
    for (let count = 0; count < 500; count++) press(1);
    say(1);
    await settled();
    expect(seen).toHaveLength(11);
    expect(seen.at(-1)).toEqual({ person: 1, isTooMany: false });
  });

  it('do not count against others', async () => {
    const { say, seen } = startCounting();
    for (let message = 0; message < 30; message++) say(1);
    say(2);
    await settled();
    expect(seen.at(-1)).toEqual({ person: 2, isTooMany: false });
  });

  it('do not count where they are parts of another', async () => {
    const { say, seen } = startCounting((ctx) => ctx.countNoMore?.());
    for (let message = 0; message < 30; message++) say(1);
    await settled();
    expect(seen.filter(({ isTooMany }) => isTooMany)).toEqual([]);
  });

  it('begin anew once all are answered', async () => {
    const { say, seen, endAll } = startCounting();
    for (let message = 0; message < 30; message++) say(1);
    await settled();
    endAll();
    await settled();
    say(1);
    await settled();
    expect(seen.at(-1)).toEqual({ person: 1, isTooMany: false });
  });
});
