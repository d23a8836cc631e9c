import { APIConnectionError, APIError, Cerebras, type ClientOptions } from '@cerebras/cerebras_cloud_sdk';
import { createLightFetch } from '../network/light-fetch.ts';
import { checkListing } from './protocols/check-listing.ts';
import { mapReportedFailure, mapThrownError, type FailureContext } from './failures/failure-mapper.ts';
import { openAiBody } from './protocols/openai-chat.ts';
import type { ProviderError } from './contract/provider-error.ts';
import {
  providerSettings,
  type ProviderOptions,
  type ProviderSettings,
} from './contract/provider-options.ts';
import type { Provider } from './contract/provider.ts';
import { createReasoningFormat } from './protocols/reasoning/reasoning-format.ts';
import { reportedFailure } from './failures/reported-failure.ts';
import { streamOpenAiChat } from './protocols/stream-openai-chat.ts';

const NAME = 'Cerebras';
/** Models whose reasoning is in the text by default: https://inference-docs.cerebras.ai/capabilities/reasoning. */
const WRITES_TAGS = /qwen|glm|deepseek/i;

/** Cerebras, through `@cerebras/cerebras_cloud_sdk`. */
export function createCerebras(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock, onListing } = settings;
  // Only in this format does the list name prices.
  const url = `${baseUrl}/v1/models?format=openrouter`;
  const listing = { url, headers: { authorization: `Bearer ${apiKey}` }, fetch, onListing };
  const client = createClient({ ...settings, fetch: options.fetch ?? createLightFetch(null) });
  const format = createReasoningFormat(WRITES_TAGS);
  return {
    id: 'cerebras',
    chat: (request) => {
      const open = (signal: AbortSignal) =>
        client.chat.completions
          .create(openAiBody(request, format.optionsFor(request.model)), { signal })
          .asResponse() as Promise<unknown> as Promise<Response>;
      const toError = (context: FailureContext, error: unknown) =>
        format.judge(request.model, error, toProviderError(context, error));
      return streamOpenAiChat({ name: NAME, open, toProviderError: toError }, settings, request);
    },
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function createClient({ apiKey, baseUrl, fetch }: ProviderSettings): Cerebras {
  // The SDK's own node-fetch hangs on a cut body, and its warming sends a request from the constructor. Declared in
  // the terms of node-fetch, whose types the global one does not match.
  const sdkFetch = fetch as unknown as ClientOptions['fetch'];
  return new Cerebras({ apiKey, baseURL: baseUrl, fetch: sdkFetch, maxRetries: 0, warmTCPConnection: false });
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof APIError) || error instanceof APIConnectionError)
    return mapThrownError(context, error);
  const headers = Object.fromEntries(
    Object.entries(error.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return mapReportedFailure(context, reportedFailure(error.status ?? null, headers, bodyOf(error), error));
}

// A body that is no JSON is left in the message alone, behind the status.
function bodyOf({ error, message }: APIError): unknown {
  return error ?? message.replace(/^\d{3} (?:status code \(no body\)$)?/, '');
}
