import { createLightFetch } from '../network/light-fetch.ts';
import { providerSettings, type ProviderOptions } from './contract/provider-options.ts';
import type { ProviderError } from './contract/provider-error.ts';
import type { ChatRequest, Provider } from './contract/provider.ts';
import { mapReportedFailure, mapThrownError, type FailureContext } from './failures/failure-mapper.ts';
import { reportedFailure } from './failures/reported-failure.ts';
import { checkListing } from './protocols/check-listing.ts';
import { openAiBody } from './protocols/openai-chat.ts';
import { createOptionalParameters, SYSTEM_ROLE } from './protocols/optional-parameters.ts';
import { postFollowing, RefusedCall } from './protocols/post-following.ts';
import { streamOpenAiChat } from './protocols/stream-openai-chat.ts';
import { readUsualLimits } from './readings/usual-limits.ts';

/** How a service is called that speaks OpenAI's chat completions. */
export interface CompatibleService {
  id: string;
  name: string;
  headers: Readonly<Record<string, string>>;
}

const OPTIONAL = ['stream_options', 'reasoning_effort', 'max_tokens', SYSTEM_ROLE] as const;

/** Any service with OpenAI's `POST /chat/completions`, without an SDK. */
export function createOpenAiCompatible(service: CompatibleService, options: ProviderOptions): Provider {
  const settings = providerSettings(options);
  const { id, name } = service;
  const { apiKey, baseUrl, clock, fetch, onListing } = settings;
  const send = options.fetch ?? createLightFetch(null);
  const headers = headersFor(service, apiKey);
  const confidential = [apiKey, ...keysIn(service.headers)];
  const parameters = createOptionalParameters(OPTIONAL);
  return {
    id,
    name,
    chat: (request) => {
      const { model } = request;
      const open = async (signal: AbortSignal) => {
        const body = JSON.stringify(bodyFor(request, parameters.refusedBy(model)));
        const answer = await postFollowing(send, `${baseUrl}/chat/completions`, { headers, body, signal });
        parameters.accepted(model);
        return answer;
      };
      const toError = (context: FailureContext, error: unknown) => {
        const own = { ...context, confidential: [...context.confidential, ...confidential] };
        const failed = toProviderError({ ...own, readLimits: readUsualLimits }, error);
        return error instanceof RefusedCall ? parameters.judge(model, failed, error.body) : failed;
      };
      const called = { name, open, toProviderError: toError, readLimits: readUsualLimits };
      return streamOpenAiChat(called, settings, request);
    },
    checkHealth: (signal) => {
      const listing = { url: `${baseUrl}/models`, headers, fetch, onListing, isOptional: true };
      return checkListing({ name, clock, confidential }, listing, signal);
    },
  };
}

/** `max_tokens` is what every service takes; OpenAI's own newest models alone want the longer name. */
function bodyFor(request: ChatRequest, refused: ReadonlySet<string>): object {
  const asked = refused.has(SYSTEM_ROLE) ? withoutSystem(request) : request;
  const { max_completion_tokens: limit, ...body } = openAiBody(asked, {});
  const named = refused.has('max_tokens') ? { max_completion_tokens: limit } : { max_tokens: limit };
  return Object.fromEntries(Object.entries({ ...body, ...named }).filter(([name]) => !refused.has(name)));
}

/** The question with the instruction above its first message. */
function withoutSystem(request: ChatRequest): ChatRequest {
  const system = request.messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const [first, ...rest] = request.messages.filter(({ role }) => role !== 'system');
  if (!first) return request;
  const content = [...system, first.content].join('\n\n');
  return { ...request, messages: [{ ...first, content }, ...rest] };
}

/** Without a key none is sent; the operator's own headers come last. */
function headersFor(service: CompatibleService, apiKey: string): Record<string, string> {
  const own = Object.entries(service.headers).map(([header, value]) => [header.toLowerCase(), value]);
  return {
    'content-type': 'application/json',
    accept: 'text/event-stream, application/json',
    ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    ...(Object.fromEntries(own) as Record<string, string>),
  };
}

/** What the operator's headers hold that no message may repeat. */
function keysIn(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|key|token|secret|cookie/i.test(name) ? [value, value.replace(/^\w+ /, '')] : [],
  );
}

function toProviderError(context: FailureContext, error: unknown): ProviderError {
  if (!(error instanceof RefusedCall)) return mapThrownError(context, error);
  return mapReportedFailure(context, reportedFailure(error.status, error.headers, error.body, undefined));
}
