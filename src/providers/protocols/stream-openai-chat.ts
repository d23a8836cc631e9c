import type { AnswerPart } from './answer-progress.ts';
import { streamAnswer } from './answer-stream.ts';
import { chatFailureContext, mapReportedFailure, type FailureContext } from '../failures/failure-mapper.ts';
import { errorInChunk, readOpenAiChunk } from './openai-chat.ts';
import type { ProviderError } from '../contract/provider-error.ts';
import type { ProviderSettings } from '../contract/provider-options.ts';
import type { ChatEvent, ChatRequest } from '../contract/provider.ts';
import { readRateLimitHeaders } from '../readings/rate-limit-headers.ts';
import { readEventStream } from './read-event-stream.ts';
import { reportedFailure } from '../failures/reported-failure.ts';
import { readParts } from './read-parts.ts';

/** What differs between services that speak OpenAI's wire format. */
export interface OpenAiService {
  name: string;
  /** The request; its answer is read here, since the SDKs read streams event by event, and print some. */
  open: (signal: AbortSignal) => Promise<Response>;
  toProviderError: (context: FailureContext, error: unknown) => ProviderError;
  /** Reads what the headers say is left. */
  readLimits?: typeof readRateLimitHeaders;
}

/** One answer of a service that speaks OpenAI's wire format. */
export function streamOpenAiChat(
  { name, open, toProviderError, readLimits = readRateLimitHeaders }: OpenAiService,
  settings: ProviderSettings,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const context = chatFailureContext(name, settings, request);
  const source = {
    name,
    clock: settings.clock,
    async open(signal: AbortSignal) {
      const { headers, body } = await open(signal);
      const values = Object.fromEntries(headers);
      const toError = (error: unknown) =>
        mapReportedFailure(context, reportedFailure(null, values, { error }, error));
      const reader = { read: readOpenAiChunk, errorIn: errorInChunk, toError };
      const events = readEventStream(body, settings.clock, request.onActivity);
      return { chunks: readParts(events, reader), rateLimits: readLimits(values, settings.clock) };
    },
    read: (part: AnswerPart) => part,
    toProviderError: (error: unknown) => toProviderError(context, error),
  };
  return streamAnswer(source, request);
}
