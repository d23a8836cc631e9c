import { gzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOpenAiCompatible } from '../../../src/providers/openai-compatible.ts';
import type { ProviderOptions } from '../../../src/providers/contract/provider-options.ts';
import type { ChatEvent, Provider } from '../../../src/providers/contract/provider.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { API_KEY, collect, describeWireBehaviour, failure, NOW, textOf, Wire } from './wire-behaviour.ts';

const SERVICE = { id: 'service', name: 'Service', headers: {} };

function create(options: ProviderOptions): Provider {
  return createOpenAiCompatible(SERVICE, { ...options, baseUrl: `${options.baseUrl}/api/v1` });
}

function measurementOf(events: readonly ChatEvent[]) {
  const finish = events.at(-1);
  return finish?.type === 'finish' ? finish.measurement : null;
}

describe('a service with the protocol of OpenAI', () => {
  const wire = new Wire('cerebras', create);
  describeWireBehaviour(wire);

  it('is asked below its base URL, with its key', async () => {
    await wire.ask('complete');
    const { method, path, headers, body } = wire.server.request;
    expect({ method, path }).toEqual({ method: 'POST', path: '/api/v1/chat/completions' });
    expect(headers['authorization']).toBe(`Bearer ${API_KEY}`);
    expect(JSON.parse(body)).toMatchObject({
      model: 'some-model',
      max_tokens: 50,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(JSON.parse(body)).not.toHaveProperty('max_completion_tokens');
  });

  it('is sent no key where there is none, and the headers of the operator', async () => {
    await wire.replay('complete');
    const service = { ...SERVICE, headers: { 'X-Title': 'my bot', 'x-api-key': 'another' } };
    const options = { apiKey: '', baseUrl: `${wire.server.url}/`, clock: systemClock };
    await collect(createOpenAiCompatible(service, options));
    const { headers, path } = wire.server.request;
    expect(path).toBe('/chat/completions');
    expect(headers).toMatchObject({ 'x-title': 'my bot', 'x-api-key': 'another' });
    expect(headers).not.toHaveProperty('authorization');
  });
});

/*
 * Answers as these services document them, or as people posted them:
 * OpenRouter: https://openrouter.ai/docs/api-reference/streaming and /docs/use-cases/usage-accounting
 * Mistral: https://docs.mistral.ai/api, mistralai/client-ts#169 (headers), dnakov/anon-kode#53 (422)
 * DeepSeek: https://api-docs.deepseek.com/guides/reasoning_model and /quick_start/error_codes
 * Together: https://docs.together.ai/docs/rate-limits and /reference/chat-completions-1
 * Ollama: https://docs.ollama.com/api/openai-compatibility
 * vLLM: https://docs.vllm.ai/en/latest/features/reasoning_outputs.html, `continuous_usage_stats`
 * LM Studio: https://lmstudio.ai/docs/developer/openai-compat
 * xAI: https://docs.x.ai/docs/guides/reasoning, UKGovernmentBEIS/inspect_ai#5528 (completion beside reasoning)
 * All read on 2026-11-29.
 */
describe('the recorded answer of a service', () => {
  const wire = new Wire('services', create);

  it.each([
    ['openrouter', 56, 5, 16],
    ['mistral', 56, null, null],
    ['deepseek', 56, 5, 16],
    ['together', 56, null, 16],
    ['ollama', 56, null, null],
    ['vllm', 56, null, null],
    ['xai', 56, 5, 16],
  ])('of %s is read to the token', async (name, completionTokens, reasoningTokens, cachedTokens) => {
    const events = await wire.ask(name);
    expect(textOf(events)).toBe('Hello, سلام');
    expect(measurementOf(events)).toMatchObject({
      usage: { promptTokens: 74, completionTokens, reasoningTokens, cachedTokens },
      counted: null,
    });
  });

  it.each(['openrouter', 'deepseek', 'mistral-thinking', 'ollama', 'vllm', 'lm-studio', 'xai'])(
    'of %s keeps its reasoning out of the text',
    async (name) => {
      const events = await wire.ask(name);
      expect(textOf(events)).toBe('Hello, سلام');
      expect(measurementOf(events)?.receivedReasoning).toContain('They greet me.');
    },
  );

  it('of LM Studio has no usage, which the ledger then estimates', async () => {
    expect(measurementOf(await wire.ask('lm-studio'))).toMatchObject({ usage: null, reportedUsd: null });
  });

  it('of OpenRouter names what it cost, and what the own key at another service cost beside it', async () => {
    expect(measurementOf(await wire.ask('openrouter'))?.reportedUsd).toBe(0.0000341);
    expect(measurementOf(await wire.ask('openrouter-byok'))?.reportedUsd).toBeCloseTo(0.0000351, 10);
  });

  it.each([
    [
      'mistral',
      ['requests/minute 57 of 60', 'tokens/minute 499911 of 500000', 'tokens/month 999999000 of 1000000000'],
    ],
    ['together', ['requests/minute 599 of 600', 'tokens/minute 179900 of 180000']],
    ['xai', ['requests/minute 479 of 480', 'tokens/minute 1999926 of 2000000']],
  ])('of %s says what is left', async (name, expected) => {
    const limits = measurementOf(await wire.ask(name))?.rateLimits?.limits ?? [];
    const shown = limits.map(
      ({ unit, window, limit, remaining }) => `${unit}/${window} ${remaining} of ${limit}`,
    );
    expect(shown.toSorted()).toEqual(expected);
  });

  it.each([
    ['openrouter-402', 'rate_limited', 'payment_required'],
    ['deepseek-402', 'rate_limited', 'payment_required'],
    ['openrouter-429', 'rate_limited', 'quota_exhausted'],
    ['mistral-429', 'rate_limited', 'rate_limit'],
    ['openrouter-error-in-stream', 'rate_limited', 'rate_limit'],
    ['ollama-404', 'invalid_request', 'model_not_found'],
  ])('%s is %s: %s', async (name, status, reason) => {
    expect(await wire.fail(name)).toMatchObject({ status, reason });
  });

  it('of OpenRouter says in the body of a 429 when the next request is free', async () => {
    const error = await wire.fail('openrouter-429');
    expect(error.retryAfterMs).toBe(Date.UTC(2026, 10, 23) - NOW.getTime());
    expect(error.measurement?.rateLimits?.limits).toContainEqual(
      expect.objectContaining({ unit: 'requests', limit: 50, remaining: 0, source: 'reported' }),
    );
  });

  it('of Mistral refuses stream_options, which it is not sent again', async () => {
    const provider = wire.provider();
    await wire.replay('mistral-422');
    expect(await failure(collect(provider))).toMatchObject({ status: 'invalid_request', mayRepeat: true });
    await wire.replay('mistral');
    await collect(provider);
    expect(JSON.parse(wire.server.request.body)).not.toHaveProperty('stream_options');
    await collect(provider, { model: 'another-model' });
    expect(JSON.parse(wire.server.request.body)).toHaveProperty('stream_options');
  });

  it.each([
    ['an error', '{"error":{"message":"Rate limit exceeded","code":429}}', 'rate_limited'],
    [
      'an error of its own',
      '{"object":"error","message":"The model is overloaded","code":503}',
      'unavailable',
    ],
    ['an error in words', '{"error":"Invalid API key provided"}', 'unauthorized'],
    ['nothing that is known', '{"id":"x","usage":{"prompt_tokens":3}}', 'unavailable'],
    ['no choices', '{"choices":[]}', 'unavailable'],
    ['half of its JSON', '{"choices":[{"mess', 'unavailable'],
    ['a page of HTML', '<!doctype html><title>Sign in</title>', 'unavailable'],
  ])('with 200 that is %s is a failure', async (_, body, status) => {
    wire.server.answer(`HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: auto\n\n${body}`);
    expect(await failure(collect(wire.bounded()))).toMatchObject({ status });
  });

  it('with 200 that does not stream is an answer', async () => {
    const body = JSON.stringify({
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 1, total_tokens: 8 },
    });
    wire.server.answer(`HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: auto\n\n${body}`);
    const events = await collect(wire.bounded());
    expect(textOf(events)).toBe('Hello');
    expect(measurementOf(events)?.usage).toMatchObject({ promptTokens: 7, completionTokens: 1 });
  });

  it('stays alive while it sends nothing but comments', async () => {
    const comments = ': OPENROUTER PROCESSING\n\n#pause 150\n'.repeat(4);
    const words = 'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\n';
    wire.server.answer(
      `HTTP/1.1 200 OK\ncontent-type: text/event-stream\nconnection: close\n\n${comments}${words}`,
    );
    expect(textOf(await collect(wire.bounded()))).toBe('Hello');
  });

  it.each([
    ['529 overloaded', '529 Overloaded', '{"error":{"message":"Overloaded"}}', 'unavailable'],
    [
      'a redirect elsewhere',
      '302 Found\nlocation: https://login.example/in?to=secret',
      '',
      'invalid_request',
    ],
    ['a redirect to nowhere', '308 Permanent Redirect', '', 'invalid_request'],
  ])('that is %s is a failure', async (_, status, body, expected) => {
    wire.server.answer(`HTTP/1.1 ${status}\ncontent-type: application/json\ncontent-length: auto\n\n${body}`);
    expect(await failure(collect(wire.bounded()))).toMatchObject({ status: expected });
  });

  it.each([
    ['403', '403 Forbidden', '{"error":{"message":"Missing scopes: api.model.read"}}'],
    [
      '401 about scopes',
      '401 Unauthorized',
      '{"error":{"message":"You have insufficient permissions: missing scopes"}}',
    ],
    ['404', '404 Not Found', 'not here'],
    ['501', '501 Not Implemented', ''],
  ])('to the question for its models may be %s: it answers all the same', async (_, status, body) => {
    wire.server.answer(`HTTP/1.1 ${status}\ncontent-type: application/json\ncontent-length: auto\n\n${body}`);
    await wire.bounded().checkHealth(new AbortController().signal);
    expect(wire.server.request.path).toBe('/api/v1/models');
  });
});

describe('a server of its own kind', () => {
  const WORDS =
    'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
  const OPTIONS = { apiKey: API_KEY, clock: systemClock };
  let server: Server;

  async function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
    server = createServer(answer);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(() => void server.close());

  it('may compress without being asked', async () => {
    const baseUrl = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.end(gzipSync(WORDS));
    });
    expect(textOf(await collect(createOpenAiCompatible(SERVICE, { ...OPTIONS, baseUrl })))).toBe('Hello');
  });

  it.each([301, 307, 308])('may move within itself with %i', async (status) => {
    const asked: string[] = [];
    const baseUrl = await listen((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      if (!request.url?.startsWith('/v1/v1/'))
        response.writeHead(status, { location: `/v1${request.url}` }).end();
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(WORDS);
    });
    const provider = createOpenAiCompatible(SERVICE, { ...OPTIONS, baseUrl: `${baseUrl}/v1/` });
    expect(textOf(await collect(provider))).toBe('Hello');
    expect(asked).toEqual([
      `POST /v1/chat/completions Bearer ${API_KEY}`,
      `POST /v1/v1/chat/completions Bearer ${API_KEY}`,
    ]);
  });

  it('is left when it redirects without end', async () => {
    const baseUrl = await listen((request, response) => {
      response.writeHead(307, { location: `${request.url}?` }).end();
    });
    const error = await failure(collect(createOpenAiCompatible(SERVICE, { ...OPTIONS, baseUrl })));
    expect(error).toMatchObject({ reason: 'wrong_address' });
    expect(error.message).toContain('check baseUrl');
  });
});
