import { CohereClientV2, CohereError } from 'cohere-ai';
import { streamAnswer } from './protocols/answer-stream.ts';
import { checkListing } from './protocols/check-listing.ts';
import { cohereMessages, errorInEvent, readCohereEvent } from './protocols/cohere-chat.ts';
import type { AnswerPart } from './protocols/answer-progress.ts';
import { readEventStream } from './protocols/read-event-stream.ts';
import { readParts } from './protocols/read-parts.ts';
import {
  chatFailureContext,
  mapReportedFailure,
  mapThrownError,
  type FailureContext,
} from './failures/failure-mapper.ts';
import type { ProviderError } from './contract/provider-error.ts';
import {
  providerSettings,
  type ProviderOptions,
  type ProviderSettings,
} from './contract/provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';
import { readRateLimitHeaders } from './readings/rate-limit-headers.ts';
import { reportedFailure } from './failures/reported-failure.ts';
import { cohereStream, repairedFetch } from './workarounds/cohere-stream.ts';

const NAME = 'Cohere';

/** Cohere, through `cohere-ai`. */
export function createCohere(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock, onListing } = settings;
  const client = new CohereClientV2({
    token: apiKey,
    baseUrl,
    fetch: repairedFetch(fetch),
    maxRetries: 0,
  });
  const headers = { authorization: `Bearer ${apiKey}` };
  const listing = { url: `${baseUrl}/v1/models?endpoint=chat&page_size=1`, headers, fetch, onListing };
  return {
    id: 'cohere',
    chat: (request) => chat(client, settings, request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function chat(
  client: CohereClientV2,
  settings: ProviderSettings,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const context = chatFailureContext(NAME, settings, request);
  const body = {
    model: request.model,
    messages: cohereMessages(request.messages),
    maxTokens: request.maxOutputTokens,
  };
  const source = {
    name: NAME,
    clock: settings.clock,
    async open(abortSignal: AbortSignal) {
      const { data, rawResponse } = await client.chatStream(body, { abortSignal }).withRawResponse();
      const headers = Object.fromEntries(rawResponse.headers.entries());
      const toError = (error: unknown) =>
        mapReportedFailure(context, reportedFailure(null, headers, { error }, undefined));
      const reader = { read: readCohereEvent, errorIn: errorInEvent, toError };
      const chunks = readParts(readEventStream(cohereStream(data), settings.clock), reader);
      return { chunks, rateLimits: readRateLimitHeaders(headers, settings.clock) };
    },
    read: (part: AnswerPart) => part,
    toProviderError: (error: unknown) => toProviderError(context, error),
  };
  return streamAnswer(source, request);
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof CohereError) || error.statusCode === undefined)
    return mapThrownError(context, error);
  const headers = error.rawResponse ? Object.fromEntries(error.rawResponse.headers.entries()) : {};
  // 498 is Cohere's own way to say that a token is invalid.
  const status = error.statusCode === 498 ? 401 : error.statusCode;
  return mapReportedFailure(context, reportedFailure(status, headers, error.body, error));
}
