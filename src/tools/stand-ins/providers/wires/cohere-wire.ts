import { bearerKey, plainCall, readOpenAiChat, TOOL_CALL } from './openai-messages.ts';
import type { ProviderWire, StandInError, StandInReply } from './provider-wire.ts';
import { createWindowQuota, MINUTE_MS } from '../quota.ts';
import { serverSentEvent } from './server-sent-event.ts';

/** Cohere: `/v2/chat`, typed events, usage only at the end, trial key headers. */
export const cohereWire: ProviderWire = {
  models: [
    'command-a-03-2025',
    'command-r-08-2024',
    'command-r7b-12-2024',
    'command-a-plus-05-2026',
    'command-a-vision-07-2025',
  ],
  seeing: /vision|plus/,
  defaultLimits: { requests: 20, tokens: 1_000_000 },
  createQuotas: (limits, now) => ({
    requests: createWindowQuota(limits.requests, MINUTE_MS, now),
    tokens: createWindowQuota(limits.tokens, MINUTE_MS, now),
  }),
  apiKeyOf: bearerKey,
  wrongKey: { status: 401 },
  read(call) {
    switch (call.url.pathname) {
      case '/v2/chat':
        return readOpenAiChat(call);
      case '/v1/models':
        return plainCall('models');
      case '/v1/check-api-key':
        return plainCall('key-check');
      default:
        return null;
    }
  },
  completion: (reply) => ({
    id: reply.id,
    finish_reason: finishReason(reply),
    message: { role: 'assistant', content: reply.text ? [{ type: 'text', text: reply.text }] : [] },
    usage: usageOf(reply),
  }),
  opening: (reply) =>
    event({ type: 'message-start', id: reply.id, delta: { message: { role: 'assistant' } } }) +
    event({ type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
  delta: (_reply, text) =>
    event({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } }),
  thought: (_reply, thinking) =>
    event({ type: 'content-delta', index: 0, delta: { message: { content: { thinking } } } }),
  toolCall: () =>
    event({ type: 'tool-plan-delta', delta: { message: { tool_plan: 'I will search.' } } }) +
    event({ type: 'tool-call-start', index: 0, delta: { message: { tool_calls: TOOL_CALL } } }) +
    event({ type: 'tool-call-end', index: 0 }),
  closing: (reply) =>
    event({ type: 'content-end', index: 0 }) +
    event({ type: 'message-end', delta: { finish_reason: finishReason(reply), usage: usageOf(reply) } }),
  streamError: () =>
    event({ type: 'message-end', delta: { error: 'internal server error', finish_reason: 'ERROR' } }),
  malformed: () =>
    serverSentEvent('{"type":"content-delta","index":0,"delta":{"message":{"con', 'content-delta'),
  modelListing: (models) => ({
    models: models.map((name) => ({ name, endpoints: ['chat'], finetuned: false, context_length: 256_000 })),
  }),
  error: (error) => ({ id: 'stand-in', message: error.message ?? messageOf(error) }),
  rateLimitHeaders: ({ requests }, status) => ({
    'x-debug-trace-id': 'stand-in-trace',
    ...(status !== 429 && {
      'x-endpoint-monthly-call-limit': '1000',
      'x-trial-endpoint-call-limit': String(requests.limit),
      'x-trial-endpoint-call-remaining': String(requests.remaining()),
    }),
  }),
};

function event(data: { type: string; [field: string]: unknown }): string {
  return serverSentEvent(data, data.type);
}

function finishReason(reply: StandInReply): string {
  return { stop: 'COMPLETE', length: 'MAX_TOKENS', blocked: 'ERROR', tool: 'TOOL_CALL' }[reply.finish];
}

// Billed and context tokens are equal here; with the real Cohere the latter are more.
function usageOf({ usage }: StandInReply): object {
  const tokens = { input_tokens: usage.promptTokens, output_tokens: usage.completionTokens };
  const cached = usage.cachedTokens === undefined ? {} : { cached_tokens: usage.cachedTokens };
  return { billed_units: tokens, tokens, ...cached };
}

function messageOf({ status, model, perDay }: StandInError): string {
  if (status === 401) return 'invalid api token';
  if (status === 402) return 'billing cap reached';
  if (status === 404) return `model '${model}' not found, make sure the correct model ID was used`;
  if (status === 429) {
    const limit = perDay ? '1000 API calls / month' : '20 API calls / minute';
    return `You are using a Trial key, which is limited to ${limit}.`;
  }
  return status >= 500 ? 'internal server error' : 'invalid request';
}
