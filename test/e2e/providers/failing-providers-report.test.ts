import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

const ALWAYS = { on: 'all', times: Infinity } as const;

/** The lines of the block that begins with the provider's name. */
function blockOf(report: string, name: string): string {
  return report.split('\n\n').find((block) => block.includes(`${name}:\n`)) ?? '';
}

describeOnOneEngine('the report while providers fail', (engine) => {
  let bot: RunningBot;
  let clock: MovableClock;

  beforeEach(async () => {
    clock = new MovableClock();
    const providers = { groq: {}, gemini: {}, cerebras: {}, cohere: {} };
    bot = await startRunningBot({ engine, providers, clock });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('shows each failing one red with its reason, and waits for none that hangs', async () => {
    bot.provider('groq').fail({ kind: 'status', status: 500 }, ALWAYS);
    bot.provider('gemini').fail({ kind: 'status', status: 429, retryAfterSeconds: 600 }, ALWAYS);
    bot.provider('cerebras').fail({ kind: 'hang' }, ALWAYS);

    const report = await bot.ask(ADMIN, '/ai_usage');

    expect(blockOf(report, 'Groq')).toMatch(/^🔴 Groq:\n {2}• Not available: its server fails\n/);
    expect(blockOf(report, 'Gemini')).toMatch(
      /^🔴 Gemini:\n {2}• Not available: its rate limit is exceeded\n {2}• Will be tried again in \d+ min/,
    );
    expect(blockOf(report, 'Cerebras')).toMatch(
      /^🔴 Cerebras:\n {2}• Not available: it did not answer in time\n/,
    );
    expect(blockOf(report, 'Cohere')).toMatch(/^🟢 Cohere:\n/);
    expect(report).toContain(
      '• Total providers: 4\n• Active providers: 1\n• Providers with complete data: 0',
    );
  });

  it('keeps a provider red that lists its models but failed the last question', async () => {
    for (const id of ['groq', 'gemini', 'cerebras', 'cohere'] as const)
      bot.provider(id).fail({ kind: 'status', status: 503 });
    await bot.ask(ADMIN, 'anybody there?');
    const report = await bot.ask(ADMIN, '/ai_usage');
    const red = report.match(/^🔴 .*/gm);
    expect(red?.[0]).toMatch(/^🔴 Down: Groq — [^;]+; Gemini — [^;]+; Cerebras — [^;]+; Cohere — [^;]+$/);
    expect(red?.slice(1)).toEqual(['🔴 Groq:', '🔴 Gemini:', '🔴 Cerebras:', '🔴 Cohere:']);
    expect(report).toContain('• Active providers: 0\n');
    expect(report).toContain('Failed requests: 1 (100%)');

    clock.move(30_000);
    expect(await bot.ask(ADMIN, 'What is the capital of France?')).toContain('Paris');
    const healed = await bot.ask(ADMIN, '/ai_usage');
    expect(healed.match(/^🔴 .*/gm)).toHaveLength(1 + 3);
  });
});

describeOnOneEngine('the report of a provider without a key', (engine) => {
  it('is white, and not active', async () => {
    const bot = await startRunningBot({ engine, providers: { gemini: {} } });
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(blockOf(report, 'Groq')).toBe('⚪ Groq:\n  • Not configured (no API key set)');
    expect(blockOf(report, 'Gemini')).toMatch(/^🔵 Gemini:\n/);
    expect(report.match(/^⚪ .*/gm)).toHaveLength(3);
    expect(report).toContain('• Active providers: 1\n');
    await bot.stop();
  });
});
