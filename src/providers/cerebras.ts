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
 * a third line end follows. It also prints what it cannot parse, which may be somebody's answer: so each line of data
 * is an event by itself, whatever became of the line ends behind it, and what is no JSON becomes one that says so. A
 * stream that fails would forget the words that wait in it.
 */
function repairLine(line: string): string {
  const data = /^data:(.*)$/s.exec(line)?.[1]?.trim();
  if (data === undefined) return '';
  const isReadable = data === '[DONE]' || isJson(data);
  // Between the parts of JSON a carriage return is a space, but to the SDK it is a line end.
  const readable = isReadable ? data.replaceAll('\r', ' ') : JSON.stringify({ error: { code: UNREADABLE } });
  return `data: ${readable}\n\n`;
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
