import type { Api } from 'grammy';
import type { BotContext } from '../../../src/telegram/messages/context.ts';
import { whileTyping } from '../../../src/telegram/messages/typing-indicator.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function startTyping() {
  const clock = new FakeClock();
  const shownAt: number[] = [];
  const sendChatAction = async () => {
    shownAt.push(clock.monotonicMs());
    throw new Error('Telegram is busy');
  };
  const ctx = { chat: { id: 7 }, clock } as unknown as BotContext;
  const type = <Result>(work: (onSeen: () => void) => Promise<Result>) =>
    whileTyping(ctx, { sendChatAction } as unknown as Api, work);
  return { clock, shownAt, type };
}

describe('the sign of typing', () => {
  it('is renewed every four seconds until the work is over, whatever Telegram says', async () => {
    const { clock, shownAt, type } = startTyping();
    let finish = (): void => undefined;
    const over = type(() => new Promise<string>((resolve) => (finish = () => resolve('an answer'))));
    await clock.advance(9_000);
    finish();
    expect(await over).toBe('an answer');
    await clock.advance(60_000);
    expect(shownAt).toEqual([0, 4_000, 8_000]);
    expect(clock.pending).toBe(0);
  });

  it('ends when the first words are seen', async () => {
    const { clock, shownAt, type } = startTyping();
    void type((onSeen) => {
      clock.after(5_000, onSeen);
      return new Promise(() => undefined);
    });
    await clock.advance(60_000);
    expect(shownAt).toEqual([0, 4_000]);
  });

  it('ends with work that fails', async () => {
    const { clock, type } = startTyping();
    await expect(type(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    expect(clock.pending).toBe(0);
  });
});
