import { collectAlbums } from '../../../src/telegram/delivery/collect-albums.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const QUIET_MS = 1_000;

/** Lets messages through the middleware; tells which albums went on, and which messages count as handled. */
function startCollecting() {
  const clock = new FakeClock();
  const collect = collectAlbums(clock);
  const handled: number[][] = [];
  const over: number[] = [];
  const say = (id: number, album?: string, chat = 1) => {
    const message = { message_id: id, chat: { id: chat }, media_group_id: album, photo: [] };
    const ctx = { message } as unknown as BotContext;
    const next = async () => void handled.push(ctx.album?.map((part) => part.message_id) ?? [id]);
    void Promise.resolve(collect(ctx, next)).then(() => over.push(id));
  };
  return { clock, handled, over, say };
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

  it('are not waited for once all ten are there', async () => {
    const { clock, handled, say } = startCollecting();
    for (let id = 1; id <= 10; id++) say(id, 'a');
    await clock.advance(0);
    expect(handled).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
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
