import { OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { VOICE } from '../../support/bot/sent-files.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const LONG = { text: 'blah', language: 'English', duration: 5_400 };

describeOnEachEngine('recordings', (engine) => {
  it('that last longer than announced are charged, also to a budget in tokens', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { groq: { transcribe: () => LONG, answer: () => 'ok' } },
      environment: { USER_DAILY_TOKENS: '3000' },
    });
    const first = bot.telegram.sendVoice(OMID, VOICE, { duration: 1 });
    const heard = await bot.messageAfter(OMID, first.message_id);
    expect(heard.text).toContain('blah');
    expect((await bot.messageAfter(OMID, heard.id)).text).toContain('What is left of your budget for today');
    for (let turn = 0; turn < 3; turn++) {
      const more = bot.telegram.sendVoice(OMID, VOICE, { duration: 1 });
      expect((await bot.messageAfter(OMID, more.message_id)).text).toContain('What is left of your budget');
    }
    expect(await bot.ask(OMID, 'hello')).toContain('What is left of your budget for today');
    expect(await bot.ask(OMID, '/usage')).toContain('Your budget today: 0 of 3,000 tokens left');
    const [row, ...others] = await bot.requests();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ actionType: 'Transcription', audioSeconds: 5_400, tokensEstimated: false });
    expect(Number(row?.costEstimate)).toBeCloseTo(0.06, 8);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('that are large are reserved by their size', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { groq: { transcribe: () => LONG, answer: () => 'ok' } },
      environment: { USER_DAILY_TOKENS: '3000' },
    });
    const large = bot.telegram.sendVoice(OMID, Buffer.concat([VOICE, Buffer.alloc(8_000_000)]), {
      duration: 1,
    });
    expect((await bot.messageAfter(OMID, large.message_id)).text).toContain('What is left of your budget');
    expect(await bot.requests()).toEqual([]);
    await bot.stop();
  });
});
