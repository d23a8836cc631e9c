import { GoogleGenerativeAI } from '@google/generative-ai';
import { streamAnswer } from './protocols/answer-stream.ts';
import { checkListing } from './protocols/check-listing.ts';
import {
  chatFailureContext,
  mapReportedFailure,
  mapThrownError,
  type FailureContext,
} from './failures/failure-mapper.ts';
import { RefusedByGemini, takeStream } from './workarounds/gemini-stream.ts';
import type { AnswerPart } from './protocols/answer-progress.ts';
import { readEventStream } from './protocols/read-event-stream.ts';
import { readParts } from './protocols/read-parts.ts';
import { createGeminiBodies, type GeminiBodies } from './protocols/gemini-body.ts';
import { errorInGeminiChunk, readGeminiChunk } from './protocols/gemini-chat.ts';
import type { ProviderError } from './contract/provider-error.ts';
import { providerSettings, type ProviderOptions } from './contract/provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';
import { reportedFailure } from './failures/reported-failure.ts';

const NAME = 'Gemini';

/** Gemini, through `@google/generative-ai`. */
export function createGemini(options: ProviderOptions): Provider {
  const { apiKey, baseUrl, fetch, clock, onListing } = providerSettings(options);
  const client = new GoogleGenerativeAI(apiKey);
  const bodies = createGeminiBodies();
  const send: Send = (request, signal) =>
    takeStream(fetch, () =>
      client
        .getGenerativeModel({ model: request.model }, { baseUrl })
        .generateContentStream(bodies.bodyOf(request), { signal }),
    );
  const listing = {
    url: `${baseUrl}/v1beta/models?pageSize=1`,
    headers: { 'x-goog-api-key': apiKey },
    fetch,
    onListing,
  };
  return {
    id: 'gemini',
    chat: (request) => chat({ send, bodies }, chatFailureContext(NAME, { apiKey, clock }, request), request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

type Send = (request: ChatRequest, signal: AbortSignal) => Promise<Response>;

function chat(
  { send, bodies }: { send: Send; bodies: GeminiBodies },
  context: FailureContext,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const source = {
    name: NAME,
    clock: context.clock,
    async open(signal: AbortSignal) {
      const { body } = await send(request, signal);
      const toError = (error: unknown) =>
        mapReportedFailure(context, reportedFailure(null, {}, { error }, undefined));
      const reader = { read: readGeminiChunk, errorIn: errorInGeminiChunk, toError };
      return { chunks: readParts(readEventStream(body, context.clock), reader), rateLimits: null };
    },
    read: (part: AnswerPart) => part,
    toProviderError: (error: unknown) => bodies.judge(request.model, toProviderError(context, error)),
  };
  return streamAnswer(source, request);
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof RefusedByGemini)) return mapThrownError(context, error);
  const { status, headers, body } = error.response;
  return mapReportedFailure(context, reportedFailure(status, Object.fromEntries(headers), body, error.cause));
}
