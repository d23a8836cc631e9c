import {
  bearerKey,
  finishReason,
  malformedChunk,
  plainCall,
  readOpenAiChat,
  TOOL_CALL,
} from './openai-messages.ts';
import type { ProviderWire, Quotas, StandInError, StandInReply, StandInUsage } from './provider-wire.ts';
import { createWindowQuota, DAY_MS, MINUTE_MS } from '../quota.ts';
import { serverSentEvent } from './server-sent-event.ts';

const TIME_INFO = {
  queue_time: 0.001,
  prompt_time: 0.002,
  completion_time: 0.01,
  total_time: 0.02,
  created: 1,
};

/**
 * Cerebras: `/v1/…`, flat error bodies, usage at the top level of the last chunk, resets in plain seconds.
 */
export const cerebrasWire: ProviderWire = {
  models: ['gpt-oss-120b', 'qwen-3.8-27b'],
  seeing: /qwen-3\.8/,
  defaultLimits: { requests: 14_400, tokens: 60_000 },
  createQuotas: (limits, now) => ({
    requests: createWindowQuota(limits.requests, DAY_MS, now),
    tokens: createWindowQuota(limits.tokens, MINUTE_MS, now),
  }),
  apiKeyOf: bearerKey,
  wrongKey: { status: 401 },
  read(call) {
    switch (call.url.pathname) {
      case '/v1/chat/completions':
        return readOpenAiChat(call);
      case '/v1/models':
        return plainCall('models');
      case '/v1/tcp_warming':
        return plainCall('key-check');
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
      { index: 0, message: { role: 'assistant', content: reply.text }, finish_reason: finishReason(reply) },
    ],
    usage: usageOf(reply.usage),
    time_info: TIME_INFO,
    system_fingerprint: 'fp_stand_in',
  }),
  opening: (reply) => chunk(reply, { role: 'assistant' }),
  delta: (reply, text) => chunk(reply, { content: text }),
  thought: (reply, text) => chunk(reply, { reasoning: text }),
  toolCall: (reply) => chunk(reply, { tool_calls: [{ index: 0, ...TOOL_CALL }] }),
  closing: (reply) =>
    chunk(
      reply,
      {},
      { finish_reason: finishReason(reply) },
      { usage: usageOf(reply.usage), time_info: TIME_INFO },
    ) + serverSentEvent('[DONE]'),
  streamError: () =>
    serverSentEvent({
      error: { message: 'Encountered a server error', type: 'server_error', code: 'server_error' },
    }),
  malformed: malformedChunk,
  modelListing: (models, prices) => ({
    object: 'list',
    data: models.map((id) => ({
      id,
      object: 'model',
      created: 0,
      owned_by: 'Cerebras',
      ...(prices[id] && { pricing: prices[id] }),
    })),
  }),
  error: (error) => {
    const [type, param, code] = ERRORS[error.status] ?? DEFAULT_ERROR;
    return { message: error.message ?? messageOf(error), type, param, code: error.code ?? code };
  },
  rateLimitHeaders,
};

function rateLimitHeaders({ requests, tokens }: Quotas): Record<string, string> {
  return {
    'x-ratelimit-limit-requests-day': String(requests.limit),
    'x-ratelimit-remaining-requests-day': String(requests.remaining()),
    'x-ratelimit-reset-requests-day': seconds(requests.resetMs()),
    'x-ratelimit-limit-tokens-minute': String(tokens.limit),
    'x-ratelimit-remaining-tokens-minute': String(tokens.remaining()),
    'x-ratelimit-reset-tokens-minute': seconds(tokens.resetMs()),
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}

function chunk(reply: StandInReply, delta: object, choice: object = {}, more: object = {}): string {
  const base = { id: reply.id, object: 'chat.completion.chunk', created: 1, model: reply.model };
  return serverSentEvent({ ...base, choices: [{ delta, ...choice, index: 0 }], ...more });
}

function usageOf(usage: StandInUsage): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens ?? 0 },
    ...(usage.reasoningTokens !== undefined && {
      completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    }),
  };
}

type ErrorFields = readonly [type: string, param: string | null, code: string];

const DEFAULT_ERROR: ErrorFields = ['invalid_request_error', null, 'invalid_request'];
const ERRORS: Readonly<Record<number, ErrorFields>> = {
  401: ['invalid_request_error', 'api_key', 'wrong_api_key'],
  402: ['payment_required_error', 'quota', 'payment_required'],
  404: ['not_found_error', 'model', 'model_not_found'],
  413: ['invalid_request_error', 'messages', 'context_length_exceeded'],
  429: ['too_many_tokens_error', 'quota', 'token_quota_exceeded'],
  500: ['server_error', null, 'internal_error'],
  503: ['too_many_requests_error', 'queue', 'queue_exceeded'],
};

function messageOf({ status, model, perDay }: StandInError): string {
  if (status === 401) return 'Wrong API Key';
  if (status === 402) return 'Payment required: add a payment method to go on';
  if (status === 404) return `Model ${model} does not exist or you do not have access to it.`;
  if (status === 429)
    return `Tokens per ${perDay ? 'day' : 'minute'} limit exceeded - too many tokens processed.`;
  return status >= 500 ? 'Encountered a server error, please try again.' : 'The request was refused.';
}
