import {
  bearerKey,
  finishReason,
  malformedChunk,
  plainCall,
  readOpenAiChat,
  TOOL_CALL,
} from './openai-messages.ts';
import { formatDuration } from './format-duration.ts';
import type { ProviderWire, StandInError, StandInReply, StandInUsage } from './provider-wire.ts';
import { createRefillingQuota, createWindowQuota, DAY_MS, MINUTE_MS } from '../quota.ts';
import { serverSentEvent } from './server-sent-event.ts';

/**
 * Any service with OpenAI's protocol, below whatever path its base URL has: usage in a last chunk without choices, what
 * it cost in `usage.cost`, reasoning in `reasoning_content`, quotas by the common headers.
 */
export const openAiWire: ProviderWire = {
  models: ['some/model', 'some/other-model', 'some/model-that-sees'],
  seeing: /sees|qwen3/,
  defaultLimits: { requests: 50, tokens: 60_000 },
  createQuotas: (limits, now) => ({
    requests: createWindowQuota(limits.requests, DAY_MS, now),
    tokens: createRefillingQuota(limits.tokens, MINUTE_MS, now),
  }),
  apiKeyOf: bearerKey,
  wrongKey: { status: 401 },
  read(call) {
    if (call.url.pathname.endsWith('/chat/completions')) return readOpenAiChat(call);
    return call.url.pathname.endsWith('/models') ? plainCall('models') : null;
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
  }),
  opening: (reply) => `: keep-alive\n\n${chunk(reply, { role: 'assistant', content: '' })}`,
  delta: (reply, text) => chunk(reply, { content: text }),
  thought: (reply, text) => chunk(reply, { reasoning_content: text }),
  toolCall: (reply) => chunk(reply, { tool_calls: [{ index: 0, ...TOOL_CALL }] }),
  closing: (reply) =>
    chunk(reply, {}, finishReason(reply)) +
    serverSentEvent({ ...base(reply), choices: [], usage: usageOf(reply.usage) }) +
    serverSentEvent('[DONE]'),
  streamError: () =>
    serverSentEvent({
      error: { code: 502, message: 'Provider returned error' },
      choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
    }),
  malformed: malformedChunk,
  modelListing: (models, prices) => ({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', ...(prices[id] && { pricing: prices[id] }) })),
  }),
  error: (error) => ({
    error: { message: error.message ?? messageOf(error), type: 'error', code: error.code ?? error.status },
  }),
  rateLimitHeaders: ({ requests, tokens }) => ({
    'x-ratelimit-limit-requests-day': String(requests.limit),
    'x-ratelimit-remaining-requests-day': String(requests.remaining()),
    'x-ratelimit-reset-requests-day': formatDuration(requests.resetMs()),
    'x-ratelimit-limit-tokens': String(tokens.limit),
    'x-ratelimit-remaining-tokens': String(tokens.remaining()),
    'x-ratelimit-reset-tokens': formatDuration(tokens.resetMs()),
  }),
};

function base(reply: StandInReply): object {
  return { id: reply.id, object: 'chat.completion.chunk', created: 1, model: reply.model };
}

function chunk(reply: StandInReply, delta: object, finish: string | null = null): string {
  return serverSentEvent({ ...base(reply), choices: [{ index: 0, delta, finish_reason: finish }] });
}

function usageOf(usage: StandInUsage): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    ...(usage.costUsd !== undefined && { cost: usage.costUsd }),
  };
}

function messageOf({ status, model, perDay }: StandInError): string {
  if (status === 401) return 'Invalid API key';
  if (status === 402) return 'Insufficient credits';
  if (status === 404) return `The model ${model} does not exist`;
  if (status === 429) return `Rate limit exceeded: ${perDay ? 'requests per day' : 'tokens per minute'}`;
  return status >= 500 ? 'The server had an error' : 'The request was refused';
}
