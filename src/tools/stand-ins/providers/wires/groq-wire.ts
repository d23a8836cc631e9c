import { parseForm } from '../../http/parse-form.ts';
import { formatDuration } from './format-duration.ts';
import {
  bearerKey,
  finishReason,
  malformedChunk,
  plainCall,
  readOpenAiChat,
  TOOL_CALL,
} from './openai-messages.ts';
import type { ProviderWire, StandInError, StandInReply, StandInUsage } from './provider-wire.ts';
import { createRefillingQuota, DAY_MS, MINUTE_MS } from '../quota.ts';
import { serverSentEvent } from './server-sent-event.ts';

/** Groq: `/openai/v1/…`, usage under `x_groq` in the last chunk, quotas that refill steadily. */
export const groqWire: ProviderWire = {
  models: [
    'openai/gpt-oss-120b',
    'openai/gpt-oss-20b',
    'qwen/qwen3.8-27b',
    'whisper-large-v3-turbo',
    'whisper-large-v3',
  ],
  seeing: /qwen3\.8/,
  defaultLimits: { requests: 1000, tokens: 8000 },
  createQuotas: (limits, now) => ({
    requests: createRefillingQuota(limits.requests, DAY_MS, now),
    tokens: createRefillingQuota(limits.tokens, MINUTE_MS, now),
  }),
  apiKeyOf: bearerKey,
  wrongKey: { status: 401 },
  read(call) {
    switch (call.url.pathname) {
      case '/openai/v1/chat/completions':
        return readOpenAiChat(call);
      case '/openai/v1/models':
        return plainCall('models');
      case '/openai/v1/audio/transcriptions':
        return plainCall(
          'transcription',
          parseForm(call.headers['content-type'] ?? '', call.body).fields['model'],
        );
      default:
        return null;
    }
  },
  completion: (reply) => ({
    id: reply.id,
    object: 'chat.completion',
    created: 1,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: reply.text },
        logprobs: null,
        finish_reason: finishReason(reply),
      },
    ],
    usage: usageOf(reply.usage),
    system_fingerprint: 'fp_stand_in',
    x_groq: { id: `req_${reply.id}` },
  }),
  opening: (reply) =>
    chunk(reply, { role: 'assistant', content: '' }, null, { x_groq: { id: `req_${reply.id}` } }),
  delta: (reply, text) => chunk(reply, { content: text }, null),
  thought: (reply, text) => chunk(reply, { reasoning: text }, null),
  toolCall: (reply) => chunk(reply, { tool_calls: [{ index: 0, ...TOOL_CALL }] }, null),
  closing: (reply) =>
    chunk(reply, {}, finishReason(reply), {
      x_groq: { id: `req_${reply.id}`, usage: usageOf(reply.usage) },
    }) + serverSentEvent('[DONE]'),
  streamError: () =>
    serverSentEvent({
      error: { message: 'The server had an error', type: 'internal_server_error', code: 'server_error' },
    }),
  malformed: malformedChunk,
  modelListing: (models, prices) => ({
    object: 'list',
    data: models.map((id) => ({
      id,
      object: 'model',
      created: 1,
      owned_by: 'stand-in',
      active: true,
      ...(prices[id] && { pricing: prices[id] }),
    })),
  }),
  error: (error) => ({
    error: { message: error.message ?? messageOf(error), type: typeOf(error), code: codeOf(error) },
  }),
  rateLimitHeaders: ({ requests, tokens }) => ({
    'x-ratelimit-limit-requests': String(requests.limit),
    'x-ratelimit-remaining-requests': String(requests.remaining()),
    'x-ratelimit-reset-requests': formatDuration(requests.resetMs()),
    'x-ratelimit-limit-tokens': String(tokens.limit),
    'x-ratelimit-remaining-tokens': String(tokens.remaining()),
    'x-ratelimit-reset-tokens': formatDuration(tokens.resetMs()),
  }),
};

function chunk(reply: StandInReply, delta: object, finish: string | null, more: object = {}): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  const base = { id: reply.id, object: 'chat.completion.chunk', created: 1, model: reply.model };
  return serverSentEvent({ ...base, choices, ...more });
}

function usageOf(usage: StandInUsage): object {
  return {
    queue_time: 0.03,
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    ...(usage.cachedTokens !== undefined && { prompt_tokens_details: { cached_tokens: usage.cachedTokens } }),
    ...(usage.reasoningTokens !== undefined && {
      completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    }),
  };
}

function messageOf({ status, model, perDay, retryAfterSeconds }: StandInError): string {
  if (status === 401) return 'Invalid API Key';
  if (status === 404) return `The model \`${model}\` does not exist or you do not have access to it.`;
  const quota = perDay
    ? 'tokens per day (TPD): Limit 200000, Used 199990'
    : 'tokens per minute (TPM): Limit 8000, Used 6670';
  const limited = `Rate limit reached for model \`${model}\` in organization \`org_stand_in\` on ${quota}, Requested 5883.`;
  if (status === 429)
    return `${limited} Please try again in ${formatDuration((retryAfterSeconds ?? 34) * 1000)}.`;
  if (status === 413)
    return `Request too large for model \`${model}\` on tokens per minute (TPM): Limit 8000, Requested 9000.`;
  return status >= 500 ? 'Internal Server Error' : 'The request was refused';
}

const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  403: 'permissions_error',
  404: 'model_not_found',
  413: 'rate_limit_exceeded',
  429: 'rate_limit_exceeded',
  500: 'internal_server_error',
  503: 'service_unavailable',
};

function codeOf(error: StandInError): string {
  return error.code ?? CODES[error.status] ?? 'invalid_request';
}

function typeOf({ status }: StandInError): string {
  if (status === 429 || status === 413) return 'tokens';
  return status >= 500 ? 'internal_server_error' : 'invalid_request_error';
}
