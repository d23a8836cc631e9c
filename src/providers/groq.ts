import Groq, { APIConnectionError, APIError } from 'groq-sdk';
import { createLightFetch } from '../network/light-fetch.ts';
import { checkListing } from './protocols/check-listing.ts';
import { mapReportedFailure, mapThrownError, type FailureContext } from './failures/failure-mapper.ts';
import { openAiBody } from './protocols/openai-chat.ts';
import { transcribeWithGroq } from './protocols/groq-transcription.ts';
import type { ProviderError } from './contract/provider-error.ts';
import { providerSettings, type ProviderOptions } from './contract/provider-options.ts';
import type { Provider } from './contract/provider.ts';
import { createReasoningFormat } from './protocols/reasoning/reasoning-format.ts';
import { reportedFailure } from './failures/reported-failure.ts';
import { streamOpenAiChat } from './protocols/stream-openai-chat.ts';

const NAME = 'Groq';
/** Models that write their reasoning into the text. Those of OpenAI keep it apart and do not take the parameter. */
const WRITES_TAGS = /qwen|qwq|deepseek|magistral|glm|minimax/i;

/** Groq, through `groq-sdk`. */
export function createGroq(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock, onListing } = settings;
  // The SDK's own retries sleep through aborts, and its log quotes what it could not parse.
  const sdkFetch = options.fetch ?? createLightFetch(null);
  const client = new Groq({ apiKey, baseURL: baseUrl, fetch: sdkFetch, maxRetries: 0, logLevel: 'off' });
  const listing = {
    url: `${baseUrl}/openai/v1/models`,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch,
    onListing,
  };
  const format = createReasoningFormat(WRITES_TAGS);
  return {
    id: 'groq',
    chat: (request) => {
      const open = (signal: AbortSignal) =>
        client.chat.completions
          .create(openAiBody(request, format.optionsFor(request.model)), { signal })
          .asResponse();
      const toError = (context: FailureContext, error: unknown) =>
        format.judge(request.model, error, toProviderError(context, error));
      return streamOpenAiChat({ name: NAME, open, toProviderError: toError }, settings, request);
    },
    transcribe: (request) => transcribeWithGroq({ client, settings, toProviderError }, request),
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) {
    return mapThrownError(context, error);
  }
  const headers = error.headers ? Object.fromEntries(error.headers) : {};
  return mapReportedFailure(context, reportedFailure(error.status ?? null, headers, bodyOf(error), error));
}

// A body that is no JSON is left in the message alone, behind the status.
function bodyOf({ error, message }: APIError): unknown {
  return error ?? message.replace(/^\d{3} (?:status code \(no body\)$)?/, '');
}
