import { streamAnswer } from './answer-stream.ts';
import type { FailureContext } from './failure-mapper.ts';
import { readOpenAiChunk } from './openai-chat.ts';
import type { ProviderError } from './provider-error.ts';
import type { ProviderSettings } from './provider-options.ts';
import type { ChatEvent, ChatRequest } from './provider.ts';
import { readRateLimitHeaders } from './rate-limit-headers.ts';

/** What differs between services that speak OpenAI's wire format. */
export interface OpenAiService {
  name: string;
  open: (
    signal: AbortSignal,
  ) => Promise<{ data: AsyncIterable<unknown>; response: { headers: HeaderEntries } }>;
  toProviderError: (context: FailureContext, error: unknown) => ProviderError;
}

interface HeaderEntries {
  entries(): Iterable<[string, string]>;
}

/** One answer of a service that speaks OpenAI's wire format, read through its own SDK. */
export function streamOpenAiChat(
  { name, open, toProviderError }: OpenAiService,
  { apiKey, clock }: ProviderSettings,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const confidential = [apiKey, ...request.messages.map(({ content }) => content)];
  const source = {
    name,
    async open(signal: AbortSignal) {
      const { data, response } = await open(signal);
      const rateLimits = readRateLimitHeaders(Object.fromEntries(response.headers.entries()), clock);
      return { chunks: data, rateLimits };
    },
    read: readOpenAiChunk,
    toProviderError: (error: unknown) => toProviderError({ name, clock, confidential }, error),
  };
  return streamAnswer(source, request);
}
