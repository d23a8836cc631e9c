import type { Measurement } from './measurement.ts';

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
  measurement: Measurement;
}
