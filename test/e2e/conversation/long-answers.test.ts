import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { TranscriptServer } from '../../support/network/transcript-server.ts';

const END = 'Your daily budget is unlimited';

/** An answer as Groq streams it. The stand-in would stop at the output limit that the bot asks for. */
function transcriptOf(text: string): string {
  const chunk = (delta: object, more: object = {}) =>
    `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason: null }], ...more })}\n\n`;
  const pieces = text.match(/[^]{1,97}/g) ?? [];
  const usage = { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 };
  const end = { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], x_groq: { usage } };
  const body = [
    ...pieces.map((content) => chunk({ content })),
    `data: ${JSON.stringify(end)}\n\n`,
    'data: [DONE]\n\n',
  ];
  return `HTTP/1.1 200 OK\ncontent-type: text/event-stream\nconnection: close\n\n${body.join('')}`;
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}

describe('an answer longer than a message', () => {
  const groq = new TranscriptServer();
  let bot: RunningBot;

  beforeAll(async () => {
    await groq.start();
    const environment = { GROQ_API_KEY: 'a-key', GROQ_BASE_URL: groq.url };
    bot = await startRunningBot({ providers: {}, environment });
  });

  afterAll(async () => {
    await bot.stop();
    await groq.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each([
    ['words', Array.from({ length: 2_500 }, (_, index) => `w${index}`.padEnd(7)).join(' ')],
    ['one endless word', 'ب'.repeat(20_000)],
    ['emoji', `x${'😀'.repeat(10_000)}`],
    ['lines', 'line after line\n'.repeat(1_250)],
    ['paragraphs of markup', '<q>a</q> 2 * 3 [c] & (d)\n\n'.repeat(750)],
  ])('of 20,000 characters, all %s, arrives whole and in order', async (_, text) => {
    expect(text.length).toBeGreaterThan(19_000);
    groq.answer(transcriptOf(text));
    const { message_id } = bot.telegram.say(OMID, 'at length, please');
    bot.telegram.say(OMID, '/usage');
    const isEnd = (message: { text: string; id: number }) =>
      message.id > message_id && message.text.includes(END);
    await bot.telegram.waitForMessage(OMID, isEnd);
    const parts = bot.telegram
      .messages(OMID)
      .filter((message) => message.by === 'bot' && message.id > message_id && !isEnd(message));
    // One more than would hold it, where it is cut at a better place.
    expect(parts.length).toBeLessThanOrEqual(6);
    for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(4_096);
    expect(parts.map((part) => part.text).join('')).not.toMatch(/\uFFFD/);
    expect(withoutSpace(parts.map((part) => part.text).join(''))).toBe(withoutSpace(text));
  });
});
