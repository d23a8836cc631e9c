import {
  GoogleGenerativeAI,
  type GenerateContentRequest,
  type GenerateContentStreamResult,
} from '@google/generative-ai';
import { streamAnswer } from './protocols/answer-stream.ts';
import { checkListing } from './protocols/check-listing.ts';
import {
  chatFailureContext,
  mapReportedFailure,
  mapThrownError,
  type FailureContext,
} from './failures/failure-mapper.ts';
import { withFetch } from './workarounds/fetch-override.ts';
import { asRecord } from './contract/as-record.ts';
import { geminiContents, geminiInstruction, readGeminiChunk } from './protocols/gemini-chat.ts';
import type { ProviderError } from './contract/provider-error.ts';
import {
  providerSettings,
  type ProviderOptions,
  type ProviderSettings,
} from './contract/provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';
import { reportedFailure } from './failures/reported-failure.ts';
import { geminiThinking } from './protocols/thinking.ts';

const NAME = 'Gemini';

/** Gemini, through `@google/generative-ai`. */
export function createGemini(options: ProviderOptions): Provider {
  const { apiKey, baseUrl, fetch, clock, onListing } = providerSettings(options);
  const send = sender(fetch, new GoogleGenerativeAI(apiKey), baseUrl);
  const listing = {
    url: `${baseUrl}/v1beta/models?pageSize=1`,
    headers: { 'x-goog-api-key': apiKey },
    fetch,
    onListing,
  };
  return {
    id: 'gemini',
    chat: (request) => chat(send, chatFailureContext(NAME, { apiKey, clock }, request), request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

type Send = (request: ChatRequest, signal: AbortSignal) => Promise<GenerateContentStreamResult>;

/** An error's response, of which the SDK keeps the status and the message alone. */
class Refused extends Error {
  readonly response: { status: number; headers: Headers; body: string };

  constructor(response: Refused['response'], cause: unknown) {
    super('Gemini refused', { cause });
    this.response = response;
  }
}

function sender(fetch: ProviderSettings['fetch'], client: GoogleGenerativeAI, baseUrl: string): Send {
  return async (request, signal) => {
    const seen: { refusal: Refused['response'] | null } = { refusal: null };
    const watching: typeof globalThis.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.ok) return response;
      const { status, headers } = response;
      seen.refusal = { status, headers, body: await response.text() };
      throw new Error('Gemini answered with an error');
    };
    const model = client.getGenerativeModel({ model: request.model }, { baseUrl });
    const ask = () => model.generateContentStream(bodyOf(request), { signal });
    return withFetch(watching, ask).catch((error: unknown) => {
      throw seen.refusal ? new Refused(seen.refusal, error) : error;
    });
  };
}

function bodyOf(request: ChatRequest): GenerateContentRequest {
  return {
    contents: geminiContents(request.messages),
    systemInstruction: geminiInstruction(request.messages),
    // The SDK sends fields that its types do not know.
    generationConfig: { maxOutputTokens: request.maxOutputTokens, ...geminiThinking(request.model) },
  };
}

function chat(
  send: Send,
  context: FailureContext,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const source = {
    name: NAME,
    clock: context.clock,
    async open(signal: AbortSignal) {
      const { stream, response } = await send(request, signal);
      // The SDK also gathers the whole answer; when that breaks and nobody listens, the process would die of it.
      response.catch(() => undefined);
      return { chunks: stream, rateLimits: null };
    },
    read(chunk: unknown) {
      const { error } = asRecord(chunk);
      if (error) throw mapReportedFailure(context, reportedFailure(null, {}, chunk, undefined));
      return readGeminiChunk(chunk);
    },
    toProviderError: (error: unknown) => toProviderError(context, error),
  };
  return streamAnswer(source, request);
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof Refused)) return mapThrownError(context, error);
  const { status, headers, body } = error.response;
  return mapReportedFailure(context, reportedFailure(status, Object.fromEntries(headers), body, error.cause));
}
