import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
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
import { providerSettings, type ProviderOptions } from './contract/provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';
import { reportedFailure } from './failures/reported-failure.ts';

const NAME = 'Gemini';

/** Gemini, through `@google/generative-ai`. */
export function createGemini(options: ProviderOptions): Provider {
  const { apiKey, baseUrl, fetch, clock, onListing } = providerSettings(options);
  const send = sender(options.fetch, new GoogleGenerativeAI(apiKey), baseUrl);
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

function sender(fetch: ProviderOptions['fetch'], client: GoogleGenerativeAI, baseUrl: string): Send {
  const send: Send = (request, signal) =>
    client
      .getGenerativeModel({ model: request.model }, { baseUrl })
      .generateContentStream(bodyOf(request), { signal });
  return fetch ? (request, signal) => withFetch(fetch, () => send(request, signal)) : send;
}

function bodyOf(request: ChatRequest): GenerateContentRequest {
  return {
    contents: geminiContents(request.messages),
    systemInstruction: geminiInstruction(request.messages),
    generationConfig: { maxOutputTokens: request.maxOutputTokens },
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
  if (!(error instanceof GoogleGenerativeAIFetchError)) return mapThrownError(context, error);
  const body = { message: saidBy(error), details: error.errorDetails };
  return mapReportedFailure(context, reportedFailure(error.status ?? null, {}, body, error));
}

// The SDK puts the URL before what Gemini said and the details, as JSON, behind it.
function saidBy({ message }: Error): string {
  return /\[\d{3} [^\]]*\] (.*?)(?: \[\{.*)?$/s.exec(message)?.[1] ?? '';
}
