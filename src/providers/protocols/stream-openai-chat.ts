import { streamAnswer, type AnswerPart } from './answer-stream.ts';
import { chatFailureContext, mapReportedFailure, type FailureContext } from '../failures/failure-mapper.ts';
import { asRecord } from '../contract/as-record.ts';
import { readOpenAiChunk } from './openai-chat.ts';
import type { ProviderError } from '../contract/provider-error.ts';
import type { ProviderSettings } from '../contract/provider-options.ts';
import type { ChatEvent, ChatRequest } from '../contract/provider.ts';
import { readRateLimitHeaders } from '../readings/rate-limit-headers.ts';
import { readEventStream } from './read-event-stream.ts';
import { reportedFailure } from '../failures/reported-failure.ts';

/** What differs between services that speak OpenAI's wire format. */
export interface OpenAiService {
  name: string;
  /** The SDK's request; its answer is read here, since the SDKs read streams event by event, and print some. */
  open: (signal: AbortSignal) => Promise<Response>;
  toProviderError: (context: FailureContext, error: unknown) => ProviderError;
}

/** One answer of a service that speaks OpenAI's wire format, asked for through its own SDK. */
export function streamOpenAiChat(
  { name, open, toProviderError }: OpenAiService,
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
      const toError = (event: unknown) =>
        mapReportedFailure(context, reportedFailure(null, values, event, event));
      const chunks = readParts(readEventStream(body, settings.clock), toError);
      return { chunks, rateLimits: readRateLimitHeaders(values, settings.clock) };
    },
    read: (part: AnswerPart) => part,
    toProviderError: (error: unknown) => toProviderError(context, error),
  };
  return streamAnswer(source, request);
}

/** What each group of events adds to the answer, up to the first that tells of an error. */
async function* readParts(
  groups: AsyncIterable<unknown[]>,
  toError: (event: unknown) => ProviderError,
): AsyncGenerator<AnswerPart, void, undefined> {
  for await (const events of groups) {
    const failed = events.findIndex((event) => asRecord(event)['error']);
    const sound = failed === -1 ? events : events.slice(0, failed);
    if (sound.length > 0) yield sound.map(readOpenAiChunk).reduce(joinParts);
    if (failed !== -1) throw toError(events[failed]);
  }
}

function joinParts(first: AnswerPart, next: AnswerPart): AnswerPart {
  return {
    text: `${first.text ?? ''}${next.text ?? ''}`,
    ending: next.ending ?? first.ending,
    usage: next.usage ?? first.usage,
    model: next.model ?? first.model,
  };
}
