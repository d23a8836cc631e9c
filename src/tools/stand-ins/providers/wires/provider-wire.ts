import type { IncomingHttpHeaders } from 'node:http';
import type { Quota } from '../quota.ts';

export interface StandInMessage {
  role: 'system' | 'user' | 'assistant';
  text: string;
  images: number;
}

/** A request, independent of its wire format. */
export interface StandInCall {
  kind: 'chat' | 'models' | 'transcription' | 'key-check';
  model: string;
  stream: boolean;
  messages: StandInMessage[];
  maxOutputTokens: number | null;
}

/** Tokens in the ledger's terms: prompt includes cached, completion includes reasoning. */
export interface StandInUsage {
  promptTokens: number;
  completionTokens: number;
  cachedTokens?: number;
  reasoningTokens?: number;
  /** What the answer itself says that it cost, in US dollars. */
  costUsd?: number;
}

export interface StandInReply {
  id: string;
  model: string;
  text: string;
  finish: 'stop' | 'length' | 'blocked' | 'tool';
  /** What the model thought before its answer; empty where it did not. */
  reasoning: string;
  /** The wire's own name of a block, where it has several. */
  blockReason: string | null;
  /** Where the block happened; Gemini distinguishes prompt and answer. */
  blockedAt: 'prompt' | 'answer';
  usage: StandInUsage;
}

export interface StandInError {
  status: number;
  message?: string;
  code?: string;
  model: string;
  retryAfterSeconds: number | null;
  /** The daily quota is used up, rather than the quota per minute. */
  perDay: boolean;
}

export interface Quotas {
  requests: Quota;
  tokens: Quota;
}

export interface QuotaLimits {
  requests: number;
  tokens: number;
}

export interface HttpCall {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** By model; Groq and Cerebras name them in their lists. */
export type ModelPrices = Readonly<
  Record<string, { prompt: string; completion: string; input_cache_read?: string }>
>;

/** One provider's wire format. */
export interface ProviderWire {
  models: readonly string[];
  /** The models that accept pictures. */
  seeing: RegExp;
  defaultLimits: QuotaLimits;
  createQuotas(limits: QuotaLimits, now: () => number): Quotas;
  apiKeyOf(call: HttpCall): string | null;
  /** The refusal of a wrong key. */
  wrongKey: { status: number; code?: string };
  /** `null` for an unknown address. */
  read(call: HttpCall): StandInCall | null;
  /** The body of a complete answer. */
  completion(reply: StandInReply): object;
  /** The parts of a streamed answer, encoded for sending. */
  opening(reply: StandInReply): string;
  delta(reply: StandInReply, text: string, index: number): string;
  /** A part of its reasoning. */
  thought(reply: StandInReply, text: string): string;
  /** A call of a tool that nobody gave to the model. */
  toolCall(reply: StandInReply): string;
  closing(reply: StandInReply): string;
  streamError(): string;
  malformed(): string;
  modelListing(models: readonly string[], prices: ModelPrices): object;
  error(error: StandInError): object;
  /** The rate-limit headers; `status` matters because some providers omit them from refusals. */
  rateLimitHeaders(quotas: Quotas, status: number): Record<string, string>;
}
