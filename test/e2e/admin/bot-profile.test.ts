import { ADMIN, startBotIn, startSurroundings, type BotSurroundings } from '../../support/bot/running-bot.ts';

const OWN = 'The assistant of the reading circle.';

describe('the profile of the bot', () => {
  let surroundings: BotSurroundings;
  beforeEach(async () => {
    surroundings = await startSurroundings();
  });
  afterEach(() => surroundings.close());

  /** Starts the bot, which describes itself before it has answered for long, and ends it. */
  const runOnce = async () => {
    const bot = await startBotIn(surroundings);
    await bot.ask(ADMIN, '/help');
    await bot.app.stop();
    expect(bot.log.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
    return bot.log;
  };
  const shown = (language: string) => surroundings.telegram.profileText('description', language);
  const short = (language: string) => surroundings.telegram.profileText('short_description', language);
  const sets = () => surroundings.telegram.calls.filter(({ method }) => /^setMy\w*Description$/.test(method));

  it('says what it does in the language of whoever looks, once and for all', async () => {
    await runOnce();
    expect(shown('en')).toContain('Press Start and write your question.');
    expect(shown('de')).toBe(shown('en'));
    expect(shown('fa')).toContain('دکمهٔ شروع را بزنید');
    expect(short('fa')).toContain('به فارسی و انگلیسی');
    expect(shown('fa').length).toBeLessThanOrEqual(512);
    expect(Math.max(short('en').length, short('fa').length)).toBeLessThanOrEqual(120);
    const before = sets().length;
    await runOnce();
    expect(sets()).toHaveLength(before);
  });

  it('stays as its owner wrote it with BotFather', async () => {
    surroundings.telegram.setProfileText('description', '', OWN);
    await runOnce();
    expect([shown('fa'), shown('en')]).toEqual([OWN, OWN]);
    expect(short('fa')).not.toBe('');
  });

  it('waits for the next start where Telegram refuses, and disturbs nobody', async () => {
    surroundings.telegram.failNext('setMyDescription', {
      errorCode: 400,
      description: 'Bad Request: not now',
    });
    expect((await runOnce()).join()).toContain('the bot was not described to people');
    await runOnce();
    expect(shown('fa')).toContain('دکمهٔ شروع را بزنید');
  });
});
