import { APIConnectionError, APIError, Cerebras, type ClientOptions } from '@cerebras/cerebras_cloud_sdk';
import { checkListing } from './check-listing.ts';
import { rewriteEventStream } from './event-stream-lines.ts';
import { mapReportedFailure, mapThrownError, type FailureContext } from './failure-mapper.ts';
import { openAiBody } from './openai-chat.ts';
import type { ProviderError } from './provider-error.ts';
import { providerSettings, type ProviderOptions, type ProviderSettings } from './provider-options.ts';
import type { Provider } from './provider.ts';
import { fieldsOf, reportedFailure } from './reported-failure.ts';
import { streamOpenAiChat } from './stream-openai-chat.ts';

const NAME = 'Cerebras';
const UNREADABLE = 'unreadable_event';

/** Cerebras, through `@cerebras/cerebras_cloud_sdk`. */
export function createCerebras(options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { apiKey, baseUrl, fetch, clock } = settings;
  const listing = { url: `${baseUrl}/v1/models`, headers: { authorization: `Bearer ${apiKey}` }, fetch };
  const client = createClient(settings);
  return {
    id: 'cerebras',
    chat: (request) => {
      const open = (signal: AbortSignal) =>
        client.chat.completions.create(openAiBody(request), { signal }).withResponse();
      return streamOpenAiChat({ name: NAME, open, toProviderError }, settings, request);
    },
    checkHealth: (signal) => checkListing({ name: NAME, clock, confidential: [apiKey] }, listing, signal),
  };
}

function createClient({ apiKey, baseUrl, fetch }: ProviderSettings): Cerebras {
  // The SDK's own node-fetch hangs on a cut body, and its warming sends a request from the constructor.
  const repaired: typeof fetch = async (input, init) =>
    rewriteEventStream(await fetch(input, init), repairLine);
  // Declared in the terms of node-fetch, whose types the global one does not match.
  const sdkFetch = repaired as unknown as ClientOptions['fetch'];
  return new Cerebras({ apiKey, baseURL: baseUrl, fetch: sdkFetch, maxRetries: 0, warmTCPConnection: false });
}

/**
 * The SDK looks for an event's end one byte too early and so delivers each event only with the next one, unless
 * a third line end follows. It also prints what it cannot parse, which may be somebody's answer; that becomes an
 * event of its own, because a stream that fails forgets the words that wait in it.
 */
function repairLine(line: string): string {
  if (line === '') return '\n';
  const data = /^data:(.*)$/.exec(line)?.[1]?.trim();
  const isReadable = data === undefined || data === '[DONE]' || isJson(data);
  return isReadable ? line : `data: ${JSON.stringify({ error: { code: UNREADABLE } })}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  const inStream = errorInStream(error);
  if (fieldsOf(inStream)['code'] === UNREADABLE) return mapThrownError(context, new SyntaxError(UNREADABLE));
  if (inStream) return mapReportedFailure(context, reportedFailure(null, {}, inStream, error));
  if (!(error instanceof APIError) || error instanceof APIConnectionError)
    return mapThrownError(context, error);
  const headers = Object.fromEntries(
    Object.entries(error.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return mapReportedFailure(context, reportedFailure(error.status ?? null, headers, error.error, error));
}

// The SDK reports an error inside a stream as one of the connection, with what was said as the cause's JSON.
function errorInStream(error: unknown): unknown {
  if (!(error instanceof APIConnectionError) || !(error.cause instanceof Error)) return null;
  try {
    const said: unknown = JSON.parse(error.cause.message);
    return Object.keys(fieldsOf(said)).length > 0 ? said : null;
  } catch {
    return null;
  }
}
