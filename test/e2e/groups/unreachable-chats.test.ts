import { setTimeout as delay } from 'node:timers/promises';
import {
  ADMIN,
  OMID,
  SARA,
  isWhole,
  startBotIn,
  startRunningBot,
  startSurroundings,
} from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const answer = (messages: readonly { text: string }[]) => `echo ${messages.at(-1)?.text}`;

describeOnOneEngine('a chat that is closed to the bot', (engine) => {
  it('gets no more messages, after a restart either, until somebody opens it', async () => {
    const surroundings = await startSurroundings({ engine, providers: { [MAIN]: { answer } } });
    const { telegram } = surroundings;
    const first = await startBotIn(surroundings);
    await first.ask(ADMIN, 'hello');
    telegram.blockBot(ADMIN);
    const { client } = await surroundings.database();
    const isClosed = async () =>
      (await client.chat.findFirst({ where: { chatId: BigInt(ADMIN) } }))?.reachable;
    while ((await isClosed()) !== false) await delay(10);
    await first.app.stop();

    const second = await startBotIn(surroundings);
    const sent = telegram.callsOf('sendMessage').length;
    await second.app.sendReport();
    expect(telegram.callsOf('sendMessage')).toHaveLength(sent);
    telegram.unblockBot(ADMIN);
    while ((await isClosed()) !== true) await delay(10);
    await second.app.sendReport();
    await telegram.waitForMessage(ADMIN, ({ text }) => text.includes('AI report —'));
    await second.app.stop();
    await surroundings.close();
  });

  it('is noticed by the refusal, where no update said so', async () => {
    const bot = await startRunningBot({ engine, providers: { [MAIN]: { answer } } });
    bot.telegram.failNext('sendMessage', {
      errorCode: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    });
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    bot.telegram.say(OMID, '/help', { chatId: group.id });
    const { client } = await bot.database();
    while ((await client.chat.count({ where: { reachable: false } })) === 0) await delay(10);
    expect(await bot.ask(OMID, '/help', { chatId: group.id })).toContain('Help');
    while ((await client.chat.count({ where: { reachable: false } })) === 1) await delay(10);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });
});

describeOnOneEngine('a group that becomes a supergroup', (engine) => {
  it('keeps its conversations and its model, and gets what is sent to its old id', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { [MAIN]: { answer }, cohere: { answer } },
      environment: { ADMIN_CHAT_ID: '-1001' },
      prepare: (telegram) =>
        void telegram.addGroup({ id: -1001, title: 'Team', members: [ADMIN, OMID], supergroup: false }),
    });
    await bot.ask(OMID, '@ledger_demo_bot one', { chatId: -1001 });
    const newId = bot.telegram.upgradeGroup(-1001);
    const { client } = await bot.database();
    const moved = { where: { conversation: { startsWith: `${newId}:` } } };
    while ((await client.conversationTurn.count(moved)) < 2) await delay(10);
    const said = bot.telegram.say(OMID, '@ledger_demo_bot two', { chatId: newId });
    await bot.messageAfter(newId, said.message_id);
    const asked = bot.provider(MAIN).requests.at(-1)?.messages.slice(1);
    expect(asked?.map(({ text }) => text)).toEqual(['one', 'echo one', 'two']);
    await bot.app.sendReport();
    await bot.telegram.waitForMessage(newId, ({ text }) => text.includes('AI report —'));
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });
});

describe('a person who sends too much at once', () => {
  it('is told so once, kindly, and gets answers to the first', async () => {
    const bot = await startRunningBot({ providers: { [MAIN]: { answer, latencyMs: 50 } } });
    for (let index = 0; index < 60; index++) bot.telegram.say(SARA, `پیام ${index}`);
    await bot.telegram.waitForMessage(SARA, (it) => isWhole(it) && it.text.endsWith('echo پیام 19'));
    await delay(200);
    const texts = bot.telegram.messages(SARA).flatMap(({ by, text }) => (by === 'bot' ? [text] : []));
    expect(texts.filter((text) => text.includes('echo'))).toHaveLength(20);
    expect(texts.filter((text) => text.includes('پشت سر هم رسیدند'))).toHaveLength(1);
    expect(texts).toHaveLength(21);
    expect(await bot.ask(SARA, 'حالا')).toContain('echo حالا');
    await bot.stop();
  });
});

describe('in a group', () => {
  it('only its admins choose the model for everybody and clear everybody’s conversation', async () => {
    const bot = await startRunningBot({ providers: { [MAIN]: { answer }, cohere: { answer } } });
    // The first member of a stand-in's group owns it.
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    const menu = async () => {
      const { message_id } = bot.telegram.say(OMID, '/model', { chatId: group.id });
      return bot.messageAfter(group.id, message_id);
    };
    const shown = await menu();
    const cohere = shown.keyboard.flat().find(({ text }) => text.startsWith('Cohere'))?.text ?? '';
    expect((await bot.telegram.press(SARA, shown.id, cohere).answer).text).toBe(
      'در گروه، فقط مدیران گروه می‌توانند این را تغییر دهند.',
    );
    await bot.telegram.press(OMID, shown.id, cohere).answer;
    await bot.ask(SARA, '@ledger_demo_bot one', { chatId: group.id });
    expect(bot.provider('cohere').requests.filter(({ kind }) => kind === 'chat')).toHaveLength(1);
    expect(await bot.ask(SARA, '/new all', { chatId: group.id })).toContain('فقط مدیران گروه');
    expect(await bot.ask(OMID, '/new all', { chatId: group.id })).toContain('for everybody here');
    await bot.ask(SARA, '@ledger_demo_bot two', { chatId: group.id });
    expect(bot.provider('cohere').requests.at(-1)?.messages).toHaveLength(2);
    await bot.stop();
  });
});
