import { stripMarks } from '../../../src/localization/direction.ts';
import { OMID, SARA } from '../../support/bot/running-bot.ts';
import { PICTURES, VOICE } from '../../support/bot/sent-files.ts';
import { askWhole, followWhole } from '../reliability/ask-whole.ts';
import { MODELS, PROVIDERS, startSecondOpinion, type SecondOpinion } from './second-opinion.ts';

const PARIS = 'The capital of France is **Paris**, on the Seine.';
const SHOWN = 'The capital of France is Paris, on the Seine.';
const PERSIAN = 'پایتخت فرانسه پاریس است و می‌توانید از برج ایفل دیدن کنید.';
const THOUGHTS = 'They ask for a capital. France has Paris.';
const USAGE = { prompt_tokens: 311, completion_tokens: 29 };
const MEASURED = { status: 'ok', promptTokens: 311, completionTokens: 29, totalTokens: 340 };

describe.each(PROVIDERS)('a conversation with %s, as aimock knows it', (id) => {
  let world: SecondOpinion;

  beforeAll(async () => {
    world = await startSecondOpinion({ providers: [id] });
  });

  afterAll(async () => {
    await world.stop();
  });

  beforeEach(async () => {
    world.forget();
    for (const person of [OMID, SARA]) await world.bot.ask(person, '/new');
  });

  const lastBody = () => world.journal().at(-1)?.body as { messages: { role: string; content: unknown }[] };

  it('is answered in English and Persian, follow-ups and all, and measured', async () => {
    const { bot } = world;
    world.answer(({ messages }) => ({
      content: /فرانسه/.test(JSON.stringify(messages.at(-1))) ? PERSIAN : PARIS,
      usage: USAGE,
    }));
    expect(await bot.ask(OMID, 'What is the capital of France?')).toBe(SHOWN);
    expect(await bot.ask(SARA, 'پایتخت فرانسه کجاست؟')).toBe(PERSIAN);
    expect(await bot.ask(OMID, 'And its river?')).toBe(SHOWN);
    expect(lastBody().messages.slice(1)).toEqual([
      { role: 'user', content: 'What is the capital of France?' },
      { role: 'assistant', content: PARIS },
      { role: 'user', content: 'And its river?' },
    ]);
    const rows = await world.expectBooked();
    const measured = { ...MEASURED, tokensEstimated: false, model: MODELS[id] };
    expect(rows).toMatchObject([measured, measured, measured]);
  });

  it('is estimated, and marked so, where no usage or one of zeros comes with the text', async () => {
    world.answer({ content: PERSIAN, usage: { prompt_tokens: 0, completion_tokens: 0 } });
    expect(await world.bot.ask(SARA, 'پایتخت فرانسه کجاست؟')).toBe(PERSIAN);
    const [row] = await world.expectBooked();
    expect(row).toMatchObject({ status: 'ok', tokensEstimated: true });
    expect(row?.promptTokens).toBeGreaterThan(0);
    expect(row?.completionTokens).toBeGreaterThan(0);
  });

  it('shows nothing of the reasoning that comes apart from the text', async () => {
    world.answer({ content: PARIS, reasoning: THOUGHTS, usage: USAGE });
    const said = await askWhole(world.bot, 'What is the capital of France?');
    // aimock sends Cohere's reasoning as text, which Cohere does not: docs/decisions/0033.
    expect(said).toEqual([id === 'cohere' ? `${THOUGHTS}${SHOWN}` : SHOWN]);
    expect(await world.expectBooked()).toMatchObject([MEASURED]);
  });

  it.each(['<think>', '◁think▷'])('shows nothing of the reasoning within %s', async (opening) => {
    const closing = opening.replace('think', '/think');
    world.answer({ content: `${opening}${THOUGHTS}${closing}\n\n${PARIS}`, usage: USAGE }, { chunkSize: 3 });
    expect(await world.bot.ask(OMID, 'What is the capital of France?')).toBe(SHOWN);
    await world.bot.ask(OMID, 'And its river?');
    expect(JSON.stringify(lastBody())).not.toContain('They ask');
    await world.expectBooked();
  });

  it('is answered about a picture', async () => {
    world.answer({ content: 'A cat on a chair.', usage: USAGE });
    const { message_id } = world.bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' });
    expect(stripMarks((await world.bot.messageAfter(OMID, message_id)).text)).toBe('A cat on a chair.');
    expect(await world.expectBooked()).toMatchObject([{ ...MEASURED, actionType: 'Vision' }]);
    expect(JSON.stringify(lastBody().messages.at(-1))).toContain('What is this?');
  });

  it('loses nothing that a slow stream of single letters brings', async () => {
    const answer = Array.from({ length: 4 }, (_, line) => `${line}. سطر ${line} of a long answer 👩‍👩‍👧`).join(
      '\n',
    );
    world.answer(
      { content: answer, usage: USAGE },
      { chunkSize: 1, streamingProfile: { ttft: 30, tps: 4_000 } },
    );
    const said = await askWhole(world.bot, 'Write a long list');
    expect(said.join('\n').replaceAll(/[^\p{L}\d]/gu, '')).toBe(answer.replaceAll(/[^\p{L}\d]/gu, ''));
    expect(await world.expectBooked()).toMatchObject([MEASURED]);
  });
});

it('a voice message is heard and answered by Groq, as aimock knows it', async () => {
  const world = await startSecondOpinion({ providers: ['groq'] });
  const heard = { text: 'امشب چه بپزم؟', language: 'persian', duration: 3.5 };
  world.answer({ content: 'کوکو سبزی!', usage: USAGE });
  world.hears(heard);
  const said = await followWhole(world.bot, () => world.bot.telegram.sendVoice(OMID, VOICE).message_id);
  expect(said).toEqual([`🎙 I heard:\n${heard.text}`, 'کوکو سبزی!']);
  expect(await world.expectBooked()).toMatchObject([
    { actionType: 'Transcription', status: 'ok', audioSeconds: 3.5 },
    MEASURED,
  ]);
  await world.stop();
});
