import type { RateLimitSnapshot } from './provider.ts';

/** A recording to be written down. */
export interface TranscriptionRequest {
  model: string;
  /** The bytes, and a name whose ending tells the service their format. */
  audio: { name: string; mimeType: string; data: Uint8Array };
  /** Aborting it ends the call in any phase with a `ProviderError` of status `interrupted`. */
  signal: AbortSignal;
}

/** What was said in a recording. */
export interface Transcript {
  /** Empty when nobody says anything in it. */
  text: string;
  /** How long it is, as the service measured it; `null` when it did not say. */
  seconds: number | null;
  rateLimits: RateLimitSnapshot;
}
