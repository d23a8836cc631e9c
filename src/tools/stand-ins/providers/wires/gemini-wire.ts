import { plainCall } from './openai-messages.ts';
import type {
  HttpCall,
  ProviderWire,
  StandInCall,
  StandInError,
  StandInMessage,
  StandInReply,
} from './provider-wire.ts';
import { createWindowQuota, DAY_MS, MINUTE_MS } from '../quota.ts';

interface GeminiPart {
  text?: string;
  inlineData?: object;
}

interface GeminiContent {
  role?: string;
  parts?: GeminiPart[];
}

interface GeminiBody {
  systemInstruction?: GeminiContent;
  contents?: GeminiContent[];
  generationConfig?: { maxOutputTokens?: number };
}

/** Gemini: `/v1beta/models/…`, no rate-limit headers, quotas only in the body of a 429. */
export const geminiWire: ProviderWire = {
  models: [
    'gemini-3.5-flash-lite',
    'gemini-3.1-flash-lite',
    'gemini-3.5-flash',
    'gemini-3.6-flash',
    'gemini-3.7-flash',
    'gemini-3.8-flash',
    'gemini-2.5-flash',
  ],
  seeing: /^gemini/,
  defaultLimits: { requests: 500, tokens: 250_000 },
  createQuotas: (limits, now) => ({
    requests: createWindowQuota(limits.requests, DAY_MS, now),
    tokens: createWindowQuota(limits.tokens, MINUTE_MS, now),
  }),
  apiKeyOf({ headers, url }) {
    const header = headers['x-goog-api-key'];
    return typeof header === 'string' ? header : url.searchParams.get('key');
  },
  wrongKey: { status: 400, code: 'API_KEY_INVALID' },
  read(call) {
    if (call.url.pathname === '/v1beta/models') return plainCall('models');
    const match = /^\/v1beta\/models\/(.+):(generateContent|streamGenerateContent)$/.exec(call.url.pathname);
    return match ? readChat(call, match[1]!, match[2] === 'streamGenerateContent') : null;
  },
  completion: (reply) => body(reply, reply.text, true),
  opening: () => '',
  delta: (reply, text) => event(body(reply, text, false)),
  thought: (reply, text) => event(body(reply, text, false, true)),
  // Its ending comes in a chunk of its own and does not tell (envoyproxy/ai-gateway#2399).
  toolCall: () => event({ candidates: [{ content: { parts: [TOOL_CALL], role: 'model' }, index: 0 }] }),
  closing: (reply) => event(body(reply, '', true)),
  streamError: () =>
    event({ error: { code: 500, message: 'An internal error has occurred.', status: 'INTERNAL' } }),
  malformed: () => 'data: {"candidates":[{"content":{"parts":[{"text":"bro\r\n\r\n',
  modelListing: (models) => ({
    models: models.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: ['generateContent'],
    })),
  }),
  error: errorBody,
  rateLimitHeaders: () => ({}),
};

const TOOL_CALL = { functionCall: { name: 'search', args: { query: '…' } } };

function readChat(call: HttpCall, model: string, stream: boolean): StandInCall {
  const request: GeminiBody = JSON.parse(call.body.toString('utf8'));
  const system = request.systemInstruction ? [{ ...request.systemInstruction, role: 'system' }] : [];
  const messages = [...system, ...(request.contents ?? [])].map(readContent);
  return {
    kind: 'chat',
    model,
    stream,
    messages,
    maxOutputTokens: request.generationConfig?.maxOutputTokens ?? null,
  };
}

function readContent({ role, parts = [] }: GeminiContent): StandInMessage {
  const known = role === 'model' ? 'assistant' : role === 'system' ? 'system' : 'user';
  const text = parts.map((part) => part.text ?? '').join('');
  return { role: known, text, images: parts.filter((part) => part.inlineData).length };
}

function body(reply: StandInReply, text: string, last: boolean, thought = false): object {
  const metadata = { usageMetadata: usageOf(reply, last), modelVersion: reply.model, responseId: reply.id };
  if (reply.finish === 'blocked' && reply.blockedAt === 'prompt') {
    return { promptFeedback: { blockReason: reply.blockReason ?? 'PROHIBITED_CONTENT' }, ...metadata };
  }
  const content = { parts: text ? [{ text, ...(thought && { thought }) }] : [], role: 'model' };
  return {
    candidates: [{ content, ...(last && { finishReason: finishReason(reply) }), index: 0 }],
    ...metadata,
  };
}

function finishReason(reply: StandInReply): string {
  const blocked = reply.blockReason ?? 'SAFETY';
  return { stop: 'STOP', length: 'MAX_TOKENS', blocked, tool: 'STOP' }[reply.finish];
}

// Cumulative: the last chunk's numbers count. Thoughts are separate from candidates.
function usageOf({ usage, finish }: StandInReply, last: boolean): object {
  const prompt = { promptTokenCount: usage.promptTokens };
  const thoughts = usage.reasoningTokens ?? 0;
  if (!last || finish === 'blocked') return { ...prompt, totalTokenCount: usage.promptTokens };
  return {
    ...prompt,
    candidatesTokenCount: usage.completionTokens - thoughts,
    totalTokenCount: usage.promptTokens + usage.completionTokens,
    ...(usage.cachedTokens !== undefined && { cachedContentTokenCount: usage.cachedTokens }),
    ...(usage.reasoningTokens !== undefined && { thoughtsTokenCount: thoughts }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.promptTokens }],
  };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

function errorBody(error: StandInError): object {
  const details = detailsOf(error);
  return {
    error: {
      code: error.status,
      message: error.message ?? messageOf(error),
      status: STATUS_NAMES[error.status] ?? 'UNKNOWN',
      ...(details.length > 0 && { details }),
    },
  };
}

function messageOf({ status, model, retryAfterSeconds, code }: StandInError): string {
  if (code === 'API_KEY_INVALID') return 'API key not valid. Please pass a valid API key.';
  if (status === 404)
    return `models/${model} is not found for API version v1beta, or is not supported for generateContent.`;
  if (status === 503) return 'The model is overloaded. Please try again later.';
  if (status !== 429) return status >= 500 ? 'An internal error has occurred.' : 'The request was refused.';
  return `You exceeded your current quota, please check your plan and billing details. Please retry in ${retryAfterSeconds ?? 37}s.`;
}

function detailsOf(error: StandInError): object[] {
  const type = 'type.googleapis.com/google.rpc.';
  if (error.code !== undefined && error.status !== 429) {
    return [{ '@type': `${type}ErrorInfo`, reason: error.code, domain: 'googleapis.com' }];
  }
  if (error.status !== 429) return [];
  return [
    {
      '@type': `${type}Help`,
      links: [{ description: 'Learn more', url: 'https://ai.google.dev/gemini-api/docs/rate-limits' }],
    },
    { '@type': `${type}QuotaFailure`, violations: [violation(error)] },
    { '@type': `${type}RetryInfo`, retryDelay: `${error.retryAfterSeconds ?? 37}s` },
  ];
}

function violation({ model, perDay }: StandInError): object {
  return {
    quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
    quotaId: `GenerateRequestsPer${perDay ? 'Day' : 'Minute'}PerProjectPerModel-FreeTier`,
    quotaDimensions: { location: 'global', model },
    quotaValue: perDay ? '500' : '15',
  };
}
