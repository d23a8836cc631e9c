import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/foundation/clock.ts';
import type { BotApiCall } from '../../../src/tools/stand-ins/telegram/bot-api/call-log.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const WORDS = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');

function textsOf(calls: readonly BotApiCall[]): string[] {
  return calls.map(({ payload }) => stripMarks(String(payload['text'])));
}

describe('an answer that takes its time', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      // Drafts have their own pace.
      clock: systemClock,
      providers: { [MAIN]: { answer: () => WORDS, chunkDelayMs: 150 } },
      telegram: { draftLifetimeMs: 2_000 },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const drafts = () => bot.telegram.callsOf('sendMessageDraft');

  it('grows as a draft in a private chat, and stays as one message', async () => {
    const { message_id } = bot.telegram.say(OMID, 'hello');
    const answer = await bot.messageAfter(OMID, message_id);
    expect(answer.text).toBe(WORDS);
    const texts = textsOf(drafts());
    expect(texts.length).toBeGreaterThan(1);
    for (const [index, text] of texts.entries()) {
      expect(WORDS.startsWith(text)).toBe(true);
      expect(text.length).toBeGreaterThan(texts[index - 1]?.length ?? 0);
    }
    expect(new Set(drafts().map(({ payload }) => payload['draft_id'])).size).toBe(1);
    expect(bot.telegram.messages(OMID).filter(({ by }) => by === 'bot')).toHaveLength(1);
  });

  it('has its first words on the screen while its provider is still writing', async () => {
    bot.provider(MAIN).fail({ kind: 'stall', afterChunks: 4 });
    bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForMessage(OMID, ({ draft }) => draft !== null);
    bot.telegram.stopDraft(OMID);
    await bot.telegram.waitForMessage(OMID, ({ draft }) => draft === null);
  });

  it('is not drafted when it is over at once', async () => {
    bot.provider(MAIN).behave({ chunkDelayMs: 0 });
    expect(await bot.ask(OMID, 'hello')).toBe(WORDS);
    expect(drafts()).toEqual([]);
  });

  it('can be stopped: what was said stays, is booked and remembered', async () => {
    const { message_id } = bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForMessage(OMID, ({ draft, text }) => draft !== null && text.includes('word3'));
    bot.telegram.stopDraft(OMID);
    const answer = await bot.messageAfter(OMID, message_id);
    const [said = '', notice] = stripMarks(answer.text).split('\n\n');
    expect(WORDS.startsWith(said)).toBe(true);
    expect(said.length).toBeLessThan(WORDS.length);
    expect(notice).toBe('⏹ Stopped.');
    expect(await bot.requests()).toMatchObject([{ status: 'interrupted', tokensEstimated: true }]);
    bot.provider(MAIN).behave({ answer: () => 'Short.' });
    await bot.ask(OMID, 'go on');
    const asked = bot.provider(MAIN).requests.at(-1)?.messages.slice(1);
    expect(asked?.map(({ text }) => text.trim())).toEqual(['hello', said, 'go on']);
  });

  it('can be stopped while its provider pauses', async () => {
    bot.provider(MAIN).fail({ kind: 'stall', afterChunks: 4 });
    bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForMessage(OMID, ({ draft }) => draft !== null);
    bot.telegram.stopDraft(OMID);
    await bot.telegram.waitForMessage(OMID, ({ draft }) => draft === null);
  });

  it('still arrives whole where drafts are refused', async () => {
    bot.telegram.failNext('sendMessageDraft', { errorCode: 404, description: 'Not Found' }, 100);
    expect(await bot.ask(OMID, 'hello')).toBe(WORDS);
  });

  it('does not wait for a draft that Telegram puts off', async () => {
    bot.telegram.failNext(
      'sendMessageDraft',
      { errorCode: 429, description: 'Too Many Requests: retry after 30', parameters: { retry_after: 30 } },
      100,
    );
    expect(await bot.ask(OMID, 'hello')).toBe(WORDS);
    // Waiting for half a minute, as Telegram asks, would have led to another draft.
    expect(drafts()).toHaveLength(1);
  });

  it('shows typing for as long as no draft of it is on the screen', async () => {
    bot.provider(MAIN).behave({ chunkDelayMs: 600 });
    const parameters = { retry_after: 30 };
    bot.telegram.failNext('sendMessageDraft', {
      errorCode: 429,
      description: 'Too Many Requests',
      parameters,
    });
    const { message_id } = bot.telegram.say(OMID, 'hello');
    await bot.messageAfter(OMID, message_id, 30_000);
    expect(bot.telegram.callsOf('sendChatAction').length).toBeGreaterThan(1);
  }, 600_000);

  it('grows by edits in a group, where only the one who asked can stop it', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    bot.telegram.say(OMID, '@ledger_demo_bot hello', { chatId: group.id });
    const preview = await bot.telegram.waitForMessage(group.id, ({ keyboard }) => keyboard.length > 0);
    expect(preview.keyboard).toMatchObject([[{ text: '⏹ Stop' }]]);
    const stranger = bot.telegram.press(SARA, preview.id, '⏹ Stop');
    expect((await stranger.answer).text).toBe('این دکمه برای شما نیست.');
    bot.telegram.press(OMID, preview.id, '⏹ Stop');
    const isOver = ({ id, text }: { id: number; text: string }) =>
      id === preview.id && text.includes('⏹ Stopped.');
    const answer = await bot.telegram.waitForMessage(group.id, isOver);
    await delay(100);
    expect(answer.keyboard).toMatchObject([[{ text: '🔄 Again' }, { text: '🧠 Another model' }]]);
    expect(bot.telegram.messages(group.id).filter(({ by }) => by === 'bot')).toHaveLength(1);
    expect(bot.telegram.callsOf('sendMessageDraft')).toEqual([]);
  });

  it('is stopped by an admin of the group where somebody asked in the name of a channel', async () => {
    // The first member of a stand-in's group owns it.
    const { id } = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    const message = {
      message_id: 1,
      date: 1,
      chat: { id, type: 'supergroup', title: 'Team' },
      sender_chat: { id: -1_002_000_000_001, type: 'channel', title: 'News' },
      from: { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
      text: '@ledger_demo_bot hello',
    };
    bot.telegram.sendUpdate({ message: message as never });
    const preview = await bot.telegram.waitForMessage(id, ({ keyboard }) => keyboard.length > 0);
    const press = async (userId: number) =>
      (await bot.telegram.press(userId, preview.id, '⏹ Stop').answer).text;
    expect(await press(SARA)).toBe('این دکمه برای شما نیست.');
    expect(await press(OMID)).toBe('Stopping…');
    await bot.telegram.waitForMessage(id, ({ text }) => text.includes('⏹ Stopped.'));
  });

  it('that is edited in a group stays whole, in as many messages as it needs', async () => {
    const long = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    bot.provider(MAIN).behave({ answer: () => long, chunkDelayMs: 1 });
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID] });
    bot.telegram.say(OMID, '@ledger_demo_bot hello', { chatId: group.id });
    await bot.telegram.waitForMessage(
      group.id,
      ({ keyboard }) => keyboard[0]?.[0]?.text === '🔄 Again',
      15_000,
    );
    await delay(100);
    const texts = bot.telegram.messages(group.id).filter(({ by }) => by === 'bot');
    expect(texts.map(({ text }) => text).join(' ')).toBe(long);
  }, 600_000);
});
