import type { Answered } from './ending.ts';
import type { Measurement } from './measurement.ts';
import type { Transcript, TranscriptionRequest } from './transcript.ts';

/** Names a provider in settings, files and the database: one that is built in, or of the `PROVIDERS_FILE`. */
export type ProviderId = string;

export interface ChatImage {
  mimeType: string;
  data: Uint8Array;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
  images?: readonly ChatImage[];
}

export interface ChatRequest {
  model: string;
  messages: readonly ChatMessage[];
  maxOutputTokens: number;
  /** Aborting it ends the call in any phase with a `ProviderError` of status `interrupted`. */
  signal: AbortSignal;
  /** Called whenever anything of the answer arrives, unseen reasoning too: what tells slow from silent. */
  onActivity?: () => void;
}

/**
 * An answer as it arrives: any number of text deltas, then exactly one `finish`. `retract` takes back all text before
 * it, which turned out to be the model's reasoning.
 */
export type ChatEvent =
  | { type: 'text'; text: string }
  | { type: 'retract' }
  | { type: 'finish'; ending: Answered; measurement: Measurement };

/** One service that answers chats. Everything it throws is a `ProviderError`. */
export interface Provider {
  readonly id: ProviderId;
  /** Begins error messages. Default: the id, capitalized. */
  readonly name?: string;
  /** Streams one answer. Ends without `finish` only by throwing. Never retries. */
  chat(request: ChatRequest): AsyncGenerator<ChatEvent, void, undefined>;
  /** Writes down what is said in a recording, where the service can. Never retries. */
  transcribe?: (request: TranscriptionRequest) => Promise<Transcript>;
  /** Asks for something free that needs a valid key; resolves when the service answers. */
  checkHealth(signal: AbortSignal): Promise<void>;
}

/** How a provider reports its use: usage with every answer, nothing (we count), or live limits in response headers. */
export type Telemetry = 'usage' | 'counted' | 'headers';
