import { CohereClientV2, CohereError } from 'cohere-ai';
import { streamAnswer } from './protocols/answer-stream.ts';
import { checkListing } from './protocols/check-listing.ts';
import { cohereMessages, readCohereEvent } from './protocols/cohere-chat.ts';
import { rewriteEventStream } from './protocols/event-stream-lines.ts';
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

const NAME = 'Cohere';

/** Cohere, through `cohere-ai`. */
export function createCohere(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock, onListing } = settings;
  const client = new CohereClientV2({ token: apiKey, baseUrl, fetch: repairedFetch(fetch), maxRetries: 0 });
  const headers = { authorization: `Bearer ${apiKey}` };
  const listing = { url: `${baseUrl}/v1/models?endpoint=chat&page_size=1`, headers, fetch, onListing };
  return {
    id: 'cohere',
    chat: (request) => chat(client, settings, request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function repairedFetch(fetch: ProviderSettings['fetch']): typeof fetch {
  return async (input, init) => {
    try {
      return rewriteEventStream(await fetch(input, init), escapeTerminator);
    } catch (error) {
      // The SDK clears its timer of five minutes only after a response, so the failure comes as a body.
      const body = new ReadableStream({ start: (controller) => controller.error(error) });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    }
  };
}

// The SDK silently ends the stream at any event that holds these characters, an answer's text included.
function escapeTerminator(line: string): string {
  const isTerminator = line.replaceAll(' ', '') === 'data:[DONE]';
  return isTerminator ? line : line.replaceAll('[DONE]', String.raw`[DONE\u005d`);
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
      const rateLimits = readRateLimitHeaders(
        Object.fromEntries(rawResponse.headers.entries()),
        settings.clock,
      );
      return { chunks: data, rateLimits };
    },
    read: readCohereEvent,
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
