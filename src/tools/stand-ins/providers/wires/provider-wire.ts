import type { IncomingHttpHeaders } from 'node:http';
import type { Quota } from '../quota.ts';

export interface StandInMessage {
  role: 'system' | 'user' | 'assistant';
  text: string;
  images: number;
}

/** What a request asks for, whatever its wire format. */
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
}

export interface StandInReply {
  id: string;
  model: string;
  text: string;
  finish: 'stop' | 'length' | 'blocked';
  /** Whether a blocked answer was refused before it began (Gemini tells the two apart). */
  blockedAt: 'prompt' | 'answer';
  usage: StandInUsage;
}

export interface StandInError {
  status: number;
  message?: string;
  code?: string;
  model: string;
  retryAfterSeconds: number | null;
  /** A quota of the day, not of the minute, is used up. */
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

/** How one provider writes everything that goes over the wire. */
export interface ProviderWire {
  models: readonly string[];
  /** Those of its models that take pictures. */
  seeing: RegExp;
  defaultLimits: QuotaLimits;
  createQuotas(limits: QuotaLimits, now: () => number): Quotas;
  apiKeyOf(call: HttpCall): string | null;
  /** What it says to a wrong key. */
  wrongKey: { status: number; code?: string };
  /** `null` for an address that the provider does not have. */
  read(call: HttpCall): StandInCall | null;
  /** The body of a whole answer. */
  completion(reply: StandInReply): object;
  /** The parts of a streamed answer, ready to be sent. */
  opening(reply: StandInReply): string;
  delta(reply: StandInReply, text: string, index: number): string;
  closing(reply: StandInReply): string;
  streamError(): string;
  malformed(): string;
  modelListing(models: readonly string[]): object;
  error(error: StandInError): object;
  /** The rate-limit headers; `status` because some providers leave them out of refusals. */
  rateLimitHeaders(quotas: Quotas, status: number): Record<string, string>;
}
