import Groq, { APIConnectionError, APIError } from 'groq-sdk';
import { streamAnswer } from './answer-stream.ts';
import { checkListing } from './check-listing.ts';
import { mapReportedFailure, mapThrownError, type FailureContext } from './failure-mapper.ts';
import { openAiBody, readOpenAiChunk } from './openai-chat.ts';
import type { ProviderError } from './provider-error.ts';
import { providerSettings, type ProviderOptions, type ProviderSettings } from './provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from './provider.ts';
import { readRateLimitHeaders } from './rate-limit-headers.ts';
import { reportedFailure } from './reported-failure.ts';

const NAME = 'Groq';

/** Groq, through `groq-sdk`. */
export function createGroq(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock } = settings;
  // The SDK's own retries sleep through aborts, and its log quotes what it could not parse.
  const client = new Groq({ apiKey, baseURL: baseUrl, fetch, maxRetries: 0, logLevel: 'off' });
  const listing = {
    url: `${baseUrl}/openai/v1/models`,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch,
  };
  return {
    id: 'groq',
    chat: (request) => chat(client, settings, request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function chat(
  client: Groq,
  { apiKey, clock }: ProviderSettings,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const confidential = [apiKey, ...request.messages.map(({ content }) => content)];
  const source = {
    name: NAME,
    async open(signal: AbortSignal) {
      const { data, response } = await client.chat.completions
        .create(openAiBody(request), { signal })
        .withResponse();
      const rateLimits = readRateLimitHeaders(Object.fromEntries(response.headers), clock);
      return { chunks: data, rateLimits };
    },
    read: readOpenAiChunk,
    toProviderError: (error: unknown) => toProviderError({ name: NAME, clock, confidential }, error),
  };
  return streamAnswer(source, request);
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) {
    return mapThrownError(context, error);
  }
  const headers = error.headers ? Object.fromEntries(error.headers) : {};
  return mapReportedFailure(context, reportedFailure(error.status ?? null, headers, error.error, error));
}
