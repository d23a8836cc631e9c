import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const WRONG: unknown[] = [{ toString: 1 }, [], [1, 2], null, 'x', 1.5, 2 ** 60, true, { valueOf: null }];

function* hostileUpdates(): Generator<Record<string, unknown>> {
  const person = { id: OMID, is_bot: false, first_name: 'Omid' };
  const chat = { id: OMID, type: 'private', first_name: 'Omid' };
  const message = { message_id: 1, date: 1, chat, from: person, text: 'Hello' };
  for (const wrong of WRONG) {
    yield { message: { ...message, chat: { ...chat, id: wrong } } };
    yield { message: { ...message, from: { ...person, id: wrong } } };
    yield { message: { ...message, message_id: wrong } };
    yield {
      message: { ...message, text: 'a', entities: [{ type: 'mention', offset: wrong, length: wrong }] },
    };
    yield { message: { ...message, reply_to_message: { ...message, from: wrong, text: wrong } } };
    yield { message: { ...message, text: undefined, voice: { file_id: wrong, duration: wrong } } };
    yield { callback_query: { id: wrong, from: { ...person, id: wrong }, data: wrong } };
    yield { my_chat_member: { chat: wrong, from: person, date: 1, new_chat_member: wrong } };
    yield { stopped_message_generation: { chat: { ...chat, id: wrong }, draft_id: wrong } };
    yield { message: wrong };
  }
}

describe('updates with fields of wrong types', () => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startRunningBot();
  });
  afterAll(() => bot.stop());

  it('end nothing but themselves, and are named in the log', async () => {
    let sent = 0;
    for (const update of hostileUpdates()) if (bot.telegram.sendUpdate(update) !== null) sent++;

    expect(await bot.ask(OMID, 'Are you there?')).not.toBe('');
    expect(bot.errors()).toEqual([]);
    const dropped = bot.log.filter((line) => line.includes('dropped an update that is not one'));
    expect(dropped.length).toBeGreaterThan(sent * 0.9);
    expect(bot.telegram.pendingUpdates()).toBe(0);
  });
});
