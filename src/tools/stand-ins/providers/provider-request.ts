import type { StandInCall, StandInMessage, StandInUsage } from './wires/provider-wire.ts';

/** One request that reached a provider, as its log keeps it. */
export interface ProviderRequest {
  kind: StandInCall['kind'] | 'unknown';
  model: string;
  messages: readonly StandInMessage[];
  stream: boolean;
  /** Milliseconds since 1970. */
  time: number;
  /** The HTTP status; `null` when no headers ever left. */
  status: number | null;
  /** The whole answer, with its end marker, was written before the caller hung up. */
  completed: boolean;
  /** The connection ended before the answer did. */
  aborted: boolean;
  /** What the answer cost; `null` when it was refused or failed before it was made. */
  usage: StandInUsage | null;
}
