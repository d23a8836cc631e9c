/**
 * Tokens that a provider counted, in the ledger's terms: the prompt includes cached tokens, the completion includes
 * reasoning. `null` means that the provider did not say; it is never zero.
 */
export interface TokenUsage {
  promptTokens: number | null;
  completionTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  /** The sum of prompt and completion, where the provider told nothing finer. */
  totalTokens?: number;
}

/** What a quota counts. */
export type QuotaUnit = 'requests' | 'tokens' | 'audio_seconds';
/** The time after which a quota is renewed. */
export type QuotaWindow = 'minute' | 'hour' | 'day' | 'month';

/** What is left of one unit in one window, according to the provider. */
export interface RateLimit {
  unit: QuotaUnit;
  window: QuotaWindow;
  limit: number | null;
  remaining: number | null;
  resetAt: Date | null;
  /** `reported` by response headers, or `learned` from the body of a 429. */
  source: 'reported' | 'learned';
}

/** The rate limits that one response reported. */
export interface RateLimitSnapshot {
  limits: readonly RateLimit[];
  /** The rate-limit headers as received, by lower-case name: `rate_limit_info` in the ledger. */
  raw: Readonly<Record<string, string>>;
  /** When the headers arrived. The answer may take a minute longer, and headers of later requests may overtake it. */
  observedAt?: Date;
}

/** How many characters of an answer a provider had counted when it last did. */
export interface Counted {
  text: number;
  reasoning: number;
}

/** What one call used, as far as it is known: made where the call ends, and kept unchanged until it is settled. */
export interface Measurement {
  /** `null` when the provider counted nothing. */
  usage: TokenUsage | null;
  /** Seconds of audio that the provider transcribed and charges for; `null` when it did not say. */
  audioSeconds: number | null;
  /** Where the last words of the audio end, in seconds, of which the provider said no length. */
  audioSecondsAtLeast?: number | null;
  /** `null` when the response had no rate-limit headers. */
  rateLimits: RateLimitSnapshot | null;
  /** The text of the answer that arrived: the basis of an estimate when the provider counted nothing. */
  receivedText: string;
  /** US dollars that the answer itself named as its cost; absent or `null` when it named none. */
  reportedUsd?: number | null;
  /** The model that answered, as the provider names it: a moving alias stands for another one each month. */
  answeredModel?: string | null;
  /** The reasoning that arrived, which nobody is shown: the provider charges for it too. */
  receivedReasoning: string;
  /** How much of both `usage` covers; `null` when all: a cut answer goes on after the provider's last count. */
  counted: Counted | null;
  /** Whether the model itself ended its answer, so that it has worked even if nothing arrived. */
  hasEnded: boolean;
  /** From the start of the call to its end, in milliseconds. */
  latencyMs: number;
}

/** The measurement of a call of which nothing is known. */
export const unmeasured: Measurement = {
  usage: null,
  audioSeconds: null,
  rateLimits: null,
  receivedText: '',
  receivedReasoning: '',
  counted: null,
  hasEnded: false,
  latencyMs: 0,
};
