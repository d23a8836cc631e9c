import { OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { opus } from '../../support/recorded.ts';
import { VOICE } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

const LONG = { text: 'blah', language: 'English', duration: 5_400 };

describeOnOneEngine('recordings', (engine) => {
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
    for (const file of [Buffer.concat([VOICE, Buffer.alloc(8_000_000)]), opus({ seconds: 600 })]) {
      const large = bot.telegram.sendVoice(OMID, file, { duration: 1 });
      expect((await bot.messageAfter(OMID, large.message_id)).text).toContain('What is left of your budget');
    }
    expect(await bot.requests()).toEqual([]);
    await bot.stop();
  });

  it('that their provider does not measure are charged by what is in them', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { groq: { transcribe: () => ({ ...LONG, duration: null }), answer: () => 'ok' } },
      environment: { USER_DAILY_TOKENS: '60000' },
    });
    const sent = bot.telegram.sendVoice(OMID, opus({ seconds: 5_400, claimed: 1 }), { duration: 1 });
    const heard = await bot.messageAfter(OMID, sent.message_id);
    expect(heard.text).toContain('blah');
    expect((await bot.messageAfter(OMID, heard.id)).text).toBe('ok');
    const [row] = await bot.requests();
    expect(row).toMatchObject({ actionType: 'Transcription', audioSeconds: 5_400, tokensEstimated: true });
    expect(Number(row?.costEstimate)).toBeCloseTo(0.06, 8);
    await bot.stop();
  });
});
