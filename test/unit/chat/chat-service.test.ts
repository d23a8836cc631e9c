import type { FailureReason } from '../../../src/providers/contract/ending.ts';
import { ScriptedChat } from '../../support/scripted-chat.ts';

const SARA = 101;
const OMID = 102;
const CONFIGURED = [
  { provider: 'groq', models: ['big', 'small'] },
  { provider: 'gemini', models: ['flash', 'lite'] },
  { provider: 'cohere', models: ['command'] },
] as const;
const COMPLETE = { type: 'complete' };

describe('a question', () => {
  let chat: ScriptedChat;

  beforeEach(() => {
    chat = new ScriptedChat(CONFIGURED);
  });

  const all = (reason: FailureReason, retryAfterMs?: number) => {
    for (const model of CONFIGURED.flatMap(({ models }) => models))
      chat.script.set(model, { reason, ...(retryAfterMs && { retryAfterMs }) });
  };
  const booked = () =>
    chat.rows.splice(0).map(({ model, status, errorReason }) => `${model} ${status} ${errorReason}`);

  it('is answered by the first that can, of every configured model in order', async () => {
    for (const model of ['big', 'flash', 'command', 'small'])
      chat.script.set(model, { reason: 'rate_limit', retryAfterMs: 3_000_000 });
    expect(await chat.ask(SARA)).toMatchObject(COMPLETE);
    expect(chat.asked()).toEqual(['big', 'flash', 'command', 'small', 'lite']);
    expect(await chat.ask(OMID)).toMatchObject(COMPLETE);
    expect(chat.asked()).toEqual(['lite']);
  });

  it('is asked first of what the chat chose, and of each model once', async () => {
    all('server_error');
    await chat.ask(SARA, { chosenModel: 'groq/small' });
    expect(chat.asked()).toEqual(['small', 'big', 'flash', 'command', 'lite']);
  });

  it('is told to wait only when every model asked to be left alone', async () => {
    all('rate_limit', 20_000);
    const retryAt = new Date('2026-11-21T12:00:20Z');
    expect(await chat.ask(SARA)).toEqual({ type: 'all_refuse', retryAt });
    expect(await chat.ask(OMID)).toEqual({ type: 'all_refuse', retryAt });
    expect(chat.asked()).toHaveLength(5);
  });

  it.each<[FailureReason]>([['out_of_room'], ['empty_answer'], ['tool_call']])(
    'that ends with %s everywhere is told so, three times, and delays nobody else',
    async (reason) => {
      all(reason);
      for (let times = 0; times < 3; times++) expect(await chat.ask(SARA)).toMatchObject({ reason });
      expect(booked()[0]).toBe(`big error ${reason}`);
      chat.script.clear();
      chat.asked();
      expect(await chat.ask(OMID)).toMatchObject(COMPLETE);
      expect(chat.asked()).toEqual(['big']);
    },
  );

  it('that one model cannot end and others are too busy for hears of the former', async () => {
    all('rate_limit', 20_000);
    chat.script.set('flash', { reason: 'out_of_room' });
    expect(await chat.ask(SARA)).toMatchObject({ reason: 'out_of_room' });
  });

  it('that one provider alone withholds the answer to goes to the next', async () => {
    chat.script.set('big', { reason: 'refused_here' });
    expect(await chat.ask(SARA)).toMatchObject(COMPLETE);
    expect(booked()).toEqual(['big blocked refused_here', 'flash ok null']);
  });

  it('that is refused for what it is goes to nobody else', async () => {
    chat.script.set('big', { reason: 'refused' });
    expect(await chat.ask(SARA)).toMatchObject({ reason: 'refused' });
    expect(chat.asked()).toEqual(['big']);
  });

  it('of which some words were said is not answered twice; white space is no word', async () => {
    chat.script.set('big', { reason: 'refused_here', after: 'Once upon' });
    expect(await chat.ask(SARA)).toMatchObject({ reason: 'refused_here' });
    chat.script.set('big', { reason: 'out_of_room', after: '\n\n' });
    expect(await chat.ask(OMID)).toMatchObject(COMPLETE);
  });

  it('does not go to the other models of an account that is restricted, nor does the next one', async () => {
    chat.script.set('big', { reason: 'account_restricted' });
    chat.script.set('flash', { reason: 'server_error' });
    chat.script.set('command', { reason: 'server_error' });
    expect(await chat.ask(SARA)).toMatchObject(COMPLETE);
    expect(chat.asked()).toEqual(['big', 'flash', 'command', 'lite']);
    await chat.ask(OMID);
    expect(chat.asked()).toEqual(['lite']);
  });

  it('that two people get refused without a word is the provider’s failure from the second on', async () => {
    for (const model of ['big', 'small']) chat.script.set(model, { reason: 'bad_request', isUnknown: true });
    await chat.ask(SARA);
    await chat.ask(OMID);
    expect(booked()).toEqual([
      'big invalid_request bad_request',
      'flash ok null',
      'big invalid_request refuses_everybody',
      'flash ok null',
    ]);
    await chat.ask(SARA);
    expect(chat.asked()).toEqual(['big', 'flash', 'big', 'flash', 'flash']);
  });

  it('hears the reason that all have in common, and else that none could answer', async () => {
    all('location');
    expect(await chat.ask(SARA)).toMatchObject({ type: 'failed', reason: 'location' });
    // Nobody is asked for half a minute, and the reason is still known.
    expect(await chat.ask(OMID)).toMatchObject({ type: 'failed', reason: 'location' });
    expect(chat.asked()).toEqual(['big', 'flash', 'command']);
    chat.clock.skip(30_000);
    chat.script.set('big', { reason: 'timeout' });
    expect(await chat.ask(OMID)).toMatchObject({ type: 'all_failed' });
  });

  it('of a single provider hears what is the matter with it', async () => {
    chat = new ScriptedChat([{ provider: 'groq', models: ['big', 'small'] }]);
    all('server_error');
    expect(await chat.ask(SARA)).toMatchObject({ type: 'failed', reason: 'server_error' });
  });

  it('that several providers fail alike hears when to come back', async () => {
    all('server_error');
    expect(await chat.ask(SARA)).toEqual({ type: 'all_failed', retryAt: new Date('2026-11-21T12:00:30Z') });
  });

  it('that nobody is asked because all just broke is not told that they are busy', async () => {
    all('server_error');
    for (let times = 0; times < 2; times++) {
      await chat.ask(SARA);
      chat.clock.skip(30_000);
    }
    chat.asked();
    expect(await chat.ask(OMID)).toEqual({ type: 'all_failed', retryAt: new Date('2026-11-21T12:01:30Z') });
    expect(chat.asked()).toEqual([]);
  });
});

describe('the room for an answer', () => {
  it.each([
    ['openai/gpt-oss-120b', 4_096],
    ['gemini-3.5-flash-lite', 8_192],
    ['command-a-03-2025', 2_048],
  ])('of %s is %d tokens, those for thinking included', async (model, tokens) => {
    const chat = new ScriptedChat([{ provider: 'groq', models: [model] }]);
    await chat.ask(SARA);
    expect(chat.requests[0]?.maxOutputTokens).toBe(tokens);
  });

  it('is smaller beside a prompt that fills the smallest plan', async () => {
    const chat = new ScriptedChat([{ provider: 'groq', models: ['gpt-oss-20b'] }]);
    await chat.ask(SARA, { text: 'word '.repeat(4_000) });
    const [request] = chat.requests;
    expect(request?.maxOutputTokens).toBeGreaterThanOrEqual(2_048);
    expect(request?.maxOutputTokens).toBeLessThan(4_096);
  });

  it('is not a reason to ask a model twice', async () => {
    const chat = new ScriptedChat([{ provider: 'groq', models: ['gpt-oss-20b'] }]);
    chat.script.set('gpt-oss-20b', { reason: 'too_large' });
    expect(await chat.ask(SARA)).toMatchObject({ reason: 'too_large' });
    expect(chat.requests).toHaveLength(1);
  });
});
