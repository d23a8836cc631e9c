import type { Transcribe } from './transcription.ts';
import type { ModelPrices, StandInMessage, StandInUsage } from './wires/provider-wire.ts';

/** A provider's behaviour, which can be changed while it runs. */
export interface ProviderBehaviour {
  /** Milliseconds before the first byte of an answer. Default 0. */
  latencyMs: number;
  /** Nothing is answered before it resolves. */
  held?: Promise<void>;
  /** The second half of a streamed answer follows once it resolves. */
  heldHalfway?: Promise<void>;
  /** Milliseconds per chunk, streamed or not. Default 0: all at once. */
  chunkDelayMs: number;
  answer: (messages: readonly StandInMessage[]) => string;
  /** The tokens of the n-th answered chat, from 0. Default: one token for every four characters. */
  usage: ((n: number, messages: readonly StandInMessage[]) => StandInUsage) | null;
  transcribe: Transcribe;
  /** Refuses with 429 when a quota is used up. Default false: the headers only count down to 0. */
  enforceLimits: boolean;
  /** The versions that answer for other names. */
  aliases: Readonly<Record<string, string>>;
  /** What the list of models says of prices, in dollars a token. */
  prices: ModelPrices;
}
