import { tellGivenUp } from '../../../src/telegram/delivery/tell-given-up.ts';
import type { GivenUp } from '../../../src/telegram/inbox/stored-update.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function startTelling() {
  const clock = new FakeClock();
  const told: string[] = [];
  const why = new Map<number, GivenUp>();
  const handle = tellGivenUp({ whyGivenUp: (id) => why.get(id) ?? null });
  let updates = 0;
  const say = async (person: number, reason: GivenUp | null) => {
    const update = { update_id: ++updates };
    if (reason) why.set(update.update_id, reason);
    const chat = { id: person, type: 'private' };
    const message = { text: 'a question', chat };
    const from = { id: person };
    const reply = async (text: string) => void told.push(`${person} ${text}`);
    const language = { translate: (key: string) => key, locale: 'en' };
    const ctx = { update, message, chat, from, clock, reply, ...language } as unknown as BotContext;
    await handle(ctx, async () => void told.push(`${person} answered`));
  };
  return { say, told, clock };
}

describe('whoever wrote what nobody answers', () => {
  it('is told of each message that ended the process, and once of those that waited for a day', async () => {
    const { say, told } = startTelling();
    for (const reason of ['ended_process', 'ended_process', 'expired', 'expired', null] as const)
      await say(1, reason);
    await say(2, 'expired');
    expect(told).toEqual([
      '1 error-gave-up',
      '1 error-gave-up',
      '1 error-expired',
      '1 answered',
      '2 error-expired',
    ]);
  });

  it('is told again after another long outage', async () => {
    const { say, told, clock } = startTelling();
    await say(1, 'expired');
    await say(1, 'expired');
    await clock.advance(30 * 3_600_000);
    await say(1, 'expired');
    expect(told).toEqual(['1 error-expired', '1 error-expired']);
  });
});
