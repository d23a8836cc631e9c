import type { StandInCall, StandInMessage, StandInUsage } from './wires/provider-wire.ts';

/** A logged request to a provider. */
export interface ProviderRequest {
  kind: StandInCall['kind'] | 'unknown';
  model: string;
  messages: readonly StandInMessage[];
  stream: boolean;
  /** Milliseconds since 1970. */
  time: number;
  /** The HTTP status; `null` if no headers were sent. */
  status: number | null;
  /** The complete answer was written before the client disconnected. */
  completed: boolean;
  /** The connection ended before the answer did. */
  aborted: boolean;
  /** The answer's tokens; `null` if it was refused or failed before it was created. */
  usage: StandInUsage | null;
}
