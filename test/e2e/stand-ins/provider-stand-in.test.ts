import { Cerebras } from '@cerebras/cerebras_cloud_sdk';
import { GoogleGenerativeAI } from '@google/generative-ai';
import { CohereClientV2 } from 'cohere-ai';
import Groq, { toFile } from 'groq-sdk';
import { createLightFetch } from '../../../src/network/light-fetch.ts';
import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import {
  type ProviderStandIn,
  startProviderStandIn,
  type StandInProviderId,
} from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { replaceMethod } from '../../support/replace-method.ts';

/** What every SDK's stream boils down to. */
interface Streamed {
  text: string;
  finish: string | null;
  usage: number[];
  headers: Headers | null;
}

const MESSAGES = [
  { role: 'system' as const, content: 'Be short.' },
  { role: 'user' as const, content: 'What is the capital of France?' },
];
const ANSWER = 'The capital of France is **Paris**.';
const SYSTEM_TOKENS = 3;
const QUESTION_TOKENS = 8;
const ANSWER_TOKENS = 9;

const STREAMS: Record<
  StandInProviderId,
  (server: ProviderStandIn, model: string, signal?: AbortSignal) => Promise<Streamed>
> = {
  groq: streamGroq,
  gemini: streamGemini,
  cerebras: streamCerebras,
  cohere: streamCohere,
};

const MODELS: Record<StandInProviderId, string> = {
  groq: 'openai/gpt-oss-120b',
  gemini: 'gemini-3.5-flash-lite',
  cerebras: 'gpt-oss-120b',
  cohere: 'command-a-03-2025',
};

async function streamGroq(server: ProviderStandIn, model: string, signal?: AbortSignal): Promise<Streamed> {
  const client = new Groq({ apiKey: server.apiKey, baseURL: server.baseUrl, maxRetries: 0 });
  const request = client.chat.completions.create({ model, messages: MESSAGES, stream: true }, { signal });
  const { data, response } = await request.withResponse();
  const result: Streamed = { text: '', finish: null, usage: [], headers: response.headers };
  for await (const chunk of data) {
    result.text += chunk.choices[0]?.delta.content ?? '';
    result.finish = chunk.choices[0]?.finish_reason ?? result.finish;
    const usage = chunk.x_groq?.usage;
    if (usage) result.usage = [usage.prompt_tokens, usage.completion_tokens];
  }
  return result;
}

async function streamCerebras(
  server: ProviderStandIn,
  model: string,
  signal?: AbortSignal,
): Promise<Streamed> {
  const options = { apiKey: server.apiKey, baseURL: server.baseUrl, maxRetries: 0, warmTCPConnection: false };
  // The SDK's own node-fetch hangs on cut bodies; its type for `fetch` knows only that one.
  const client = new Cerebras({ ...options, fetch: createLightFetch(null) as never });
  const request = client.chat.completions.create({ model, messages: MESSAGES, stream: true }, { signal });
  const { data, response } = await request.withResponse();
  const result: Streamed = { text: '', finish: null, usage: [], headers: new Headers([...response.headers]) };
  for await (const raw of data) {
    const chunk = raw as Cerebras.Chat.ChatCompletion.ChatChunkResponse;
    result.text += chunk.choices?.[0]?.delta?.content ?? '';
    result.finish = chunk.choices?.[0]?.finish_reason ?? result.finish;
    if (chunk.usage) result.usage = [chunk.usage.prompt_tokens ?? 0, chunk.usage.completion_tokens ?? 0];
  }
  return result;
}

async function streamGemini(server: ProviderStandIn, model: string, signal?: AbortSignal): Promise<Streamed> {
  const generative = new GoogleGenerativeAI(server.apiKey).getGenerativeModel(
    { model, systemInstruction: MESSAGES[0]!.content },
    { baseUrl: server.baseUrl },
  );
  const contents = [{ role: 'user', parts: [{ text: MESSAGES[1]!.content }] }];
  const { stream, response } = await generative.generateContentStream({ contents }, { signal });
  response.catch(() => undefined);
  const result: Streamed = { text: '', finish: null, usage: [], headers: null };
  for await (const chunk of stream) {
    const candidate = chunk.candidates?.[0];
    result.text += candidate?.content?.parts?.map((part) => part.text).join('') ?? '';
    result.finish = candidate?.finishReason ?? chunk.promptFeedback?.blockReason ?? result.finish;
    const usage = chunk.usageMetadata;
    if (usage) result.usage = [usage.promptTokenCount, usage.candidatesTokenCount];
    if ('error' in chunk) throw new Error(JSON.stringify(chunk.error));
  }
  return result;
}

async function streamCohere(server: ProviderStandIn, model: string, signal?: AbortSignal): Promise<Streamed> {
  // Its timer outlives an aborted call; 300 s by default, for which Jest would wait.
  const options = { token: server.apiKey, environment: server.baseUrl, maxRetries: 0, timeoutInSeconds: 1 };
  const client = new CohereClientV2(options);
  const request = client.chatStream({ model, messages: MESSAGES }, { abortSignal: signal, maxRetries: 0 });
  const { data, rawResponse } = await request.withRawResponse();
  const result: Streamed = {
    text: '',
    finish: null,
    usage: [],
    headers: new Headers([...rawResponse.headers]),
  };
  for await (const event of data) {
    if (event.type === 'content-delta') result.text += event.delta?.message?.content?.text ?? '';
    if (event.type !== 'message-end') continue;
    result.finish = event.delta?.finishReason ?? null;
    const billed = event.delta?.usage?.billedUnits;
    if (billed) result.usage = [billed.inputTokens ?? 0, billed.outputTokens ?? 0];
  }
  return result;
}

/** The status of the error that an SDK throws, wherever it keeps it. */
async function statusOf(attempt: Promise<unknown>): Promise<number | undefined> {
  const error: { status?: number; statusCode?: number } = await attempt.then(
    () => ({}),
    (reason) => reason,
  );
  return error.status ?? error.statusCode;
}

const FINISHED: Record<StandInProviderId, string> = {
  groq: 'stop',
  gemini: 'STOP',
  cerebras: 'stop',
  cohere: 'COMPLETE',
};
// Two of the SDKs print every event that they cannot parse.
const print = replaceMethod(console, 'error', () => undefined);
afterAll(() => print.restore());

const IDS: StandInProviderId[] = ['groq', 'gemini', 'cerebras', 'cohere'];

describe.each(IDS)('%s, asked through its own SDK', (id) => {
  let server: ProviderStandIn;
  const ask = (signal?: AbortSignal): Promise<Streamed> => STREAMS[id](server, MODELS[id], signal);

  beforeEach(async () => {
    server = await startProviderStandIn(id);
  });

  afterEach(() => server.close());

  it('streams a complete answer with its usage', async () => {
    const { text, finish, usage } = await ask();
    expect({ text, finish }).toEqual({ text: ANSWER, finish: FINISHED[id] });
    expect(usage).toEqual([SYSTEM_TOKENS + QUESTION_TOKENS, ANSWER_TOKENS]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      kind: 'chat',
      model: MODELS[id],
      completed: true,
      status: 200,
    });
    expect(server.requests[0]!.messages.map((message) => message.text)).toEqual(
      MESSAGES.map(({ content }) => content),
    );
  });

  it('sums to exactly the usage a test fixes', async () => {
    const prompts = [59, 60, 61];
    server.behave({ usage: (n) => ({ promptTokens: prompts[n]!, completionTokens: 20 + n }) });
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map(({ usage }) => usage)).toEqual([
      [59, 20],
      [60, 21],
      [61, 22],
    ]);
  });

  it('refuses a wrong key and an unknown model in its own words', async () => {
    const wrongKey = await statusOf(STREAMS[id]({ ...server, apiKey: 'wrong' }, MODELS[id]));
    expect(wrongKey).toBe(id === 'gemini' ? 400 : 401);
    expect(await statusOf(STREAMS[id](server, 'gpt-1'))).toBe(404);
  });

  it.each([400, 402, 403, 413, 429, 500, 503])('answers %i once and then recovers', async (status) => {
    server.fail({ kind: 'status', status, retryAfterSeconds: 2 });
    expect(await statusOf(ask())).toBe(status);
    expect((await ask()).finish).toBe(FINISHED[id]);
    expect(server.requests.map((request) => request.completed)).toEqual([false, true]);
  });

  it.each<[string, ProviderFault]>([
    ['a connection cut before the answer', { kind: 'reset' }],
    ['a connection cut in the middle', { kind: 'cut' }],
    ['an error inside the stream', { kind: 'stream-error' }],
    ['a malformed chunk', { kind: 'malformed' }],
    ['a clean end without an end marker', { kind: 'truncate' }],
    ['a page of HTML', { kind: 'html' }],
  ])('never looks complete after %s', async (_name, fault) => {
    server.fail(fault);
    const finish = await ask().then(
      (result) => result.finish,
      () => 'threw',
    );
    expect(['threw', null, 'ERROR']).toContain(finish);
    expect(server.requests[0]!.completed).toBe(false);
  });

  it.each<ProviderFault>([{ kind: 'hang' }, { kind: 'stall' }])(
    '$kind lasts until the caller gives up',
    async (fault) => {
      server.fail(fault);
      const caller = new AbortController();
      let isOver = false;
      const finish = ask(caller.signal)
        .then(
          (result) => result.finish,
          () => null,
        )
        .finally(() => (isOver = true));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isOver).toBe(false);
      caller.abort();
      expect(await finish).toBeNull();
    },
  );

  it('can be empty and can be blocked', async () => {
    server.fail({ kind: 'empty' });
    expect(await ask()).toMatchObject({ text: '', finish: FINISHED[id] });
    server.fail({ kind: 'blocked' });
    const blocked = {
      groq: 'content_filter',
      gemini: 'PROHIBITED_CONTENT',
      cerebras: 'content_filter',
      cohere: 'ERROR',
    };
    expect((await ask()).finish).toBe(blocked[id]);
  });
});

describe('rate-limit headers', () => {
  it('Groq counts a day of requests and a minute of tokens, and refills steadily', async () => {
    let now = 1_000_000;
    const server = await startProviderStandIn('groq', { now: () => now });
    const first = await streamGroq(server, MODELS.groq);
    expect(Object.fromEntries(first.headers!)).toMatchObject({
      'x-ratelimit-limit-requests': '1000',
      'x-ratelimit-remaining-requests': '999',
      'x-ratelimit-reset-requests': '1m26.4s',
      'x-ratelimit-remaining-tokens': String(8000 - SYSTEM_TOKENS - QUESTION_TOKENS),
    });
    now += 86_400;
    const second = await streamGroq(server, MODELS.groq);
    expect(second.headers!.get('x-ratelimit-remaining-requests')).toBe('999');
    await server.close();
  });

  it('Cerebras sends six, Cohere those of a trial key, Gemini none', async () => {
    const servers = await Promise.all([
      startProviderStandIn('cerebras'),
      startProviderStandIn('cohere'),
      startProviderStandIn('gemini'),
    ]);
    const [cerebras, cohere, gemini] = servers;
    const limits = await streamCerebras(cerebras, MODELS.cerebras);
    expect([...limits.headers!.keys()].filter((name) => name.startsWith('x-ratelimit-'))).toHaveLength(6);
    expect(limits.headers!.get('x-ratelimit-reset-requests-day')).toMatch(/^\d+\.\d{6}$/);
    await streamCohere(cohere, MODELS.cohere);
    const trial = await streamCohere(cohere, MODELS.cohere);
    expect(trial.headers!.get('x-trial-endpoint-call-remaining')).toBe('18');
    const listed = await fetch(`${gemini.baseUrl}/v1beta/models`, {
      headers: { 'x-goog-api-key': gemini.apiKey },
    });
    expect([...listed.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
    await Promise.all(servers.map((server) => server.close()));
  });

  it('refuses once a quota is used up, where limits are enforced', async () => {
    const server = await startProviderStandIn('groq', { enforceLimits: true, limits: { requests: 1 } });
    await streamGroq(server, MODELS.groq);
    expect(await statusOf(streamGroq(server, MODELS.groq))).toBe(429);
    await server.close();
  });
});

describe('what only one of them has', () => {
  it("Gemini's 429 names the quota and the delay", async () => {
    const server = await startProviderStandIn('gemini');
    server.fail({ kind: 'status', status: 429, perDay: true, retryAfterSeconds: 32 });
    const error: { errorDetails?: { violations?: { quotaId: string }[] }[] } = await streamGemini(
      server,
      MODELS.gemini,
    ).then(
      () => ({}),
      (reason) => reason,
    );
    const details = JSON.stringify(error.errorDetails);
    expect(details).toContain('GenerateRequestsPerDayPerProjectPerModel-FreeTier');
    expect(details).toContain('"retryDelay":"32s"');
    await server.close();
  });

  it('Groq transcribes a recording and refuses the name that Telegram gives it', async () => {
    const server = await startProviderStandIn('groq');
    const client = new Groq({ apiKey: server.apiKey, baseURL: server.baseUrl, maxRetries: 0 });
    const transcribe = async (name: string): Promise<unknown> =>
      await client.audio.transcriptions.create({
        file: await toFile(Buffer.from('OggS'), name, { type: 'audio/ogg' }),
        model: 'whisper-large-v3-turbo',
        response_format: 'verbose_json',
      });
    expect(await transcribe('voice.ogg')).toMatchObject({
      text: 'سلام، امشب برای شام چه بپزم؟',
      duration: 2.4,
    });
    expect(await statusOf(transcribe('voice.oga'))).toBe(400);
    await server.close();
  });

  it.each([
    ['groq', '/openai/v1/models', 'authorization'],
    ['gemini', '/v1beta/models?pageSize=1', 'x-goog-api-key'],
    ['cerebras', '/v1/models', 'authorization'],
    ['cohere', '/v1/models', 'authorization'],
  ] as const)(
    '%s lists its models to a valid key, and fails alone when asked to',
    async (id, path, header) => {
      const server = await startProviderStandIn(id);
      const key = header === 'authorization' ? `Bearer ${server.apiKey}` : server.apiKey;
      const list = async (value: string): Promise<Response> =>
        await fetch(server.baseUrl + path, { headers: { [header]: value } });
      expect(await (await list(key)).text()).toContain(MODELS[id]);
      expect((await list(`${key}x`)).ok).toBe(false);
      server.fail({ kind: 'status', status: 503 }, { on: 'models', times: Infinity });
      expect((await list(key)).status).toBe(503);
      expect((await STREAMS[id](server, MODELS[id])).finish).toBe(FINISHED[id]);
      server.recover();
      expect((await list(key)).status).toBe(200);
      await server.close();
    },
  );

  it('cuts an answer at the output limit that was asked for', async () => {
    const server = await startProviderStandIn('groq', { chunkDelayMs: 1, answer: () => 'a'.repeat(100) });
    const client = new Groq({ apiKey: server.apiKey, baseURL: server.baseUrl, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: MODELS.groq,
      messages: MESSAGES,
      max_completion_tokens: 5,
    });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: 'a'.repeat(20) },
    });
    expect(answer.usage).toMatchObject({ completion_tokens: 5 });
    await server.close();
  });
});
