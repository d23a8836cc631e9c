import type { StandInCall } from './wires/provider-wire.ts';

interface MidStream {
  /** The number of chunks that arrive first. Default 2. */
  afterChunks?: number;
}

/** A failure instead of, or during, an answer. */
export type ProviderFault =
  | {
      kind: 'status';
      status: number;
      retryAfterSeconds?: number;
      /** A 429 for the daily quota instead of the quota per minute. */
      perDay?: boolean;
      message?: string;
      code?: string;
    }
  /** No response, not even headers. */
  | { kind: 'hang' }
  /** The connection is reset before the response. */
  | { kind: 'reset' }
  /** An HTML page, as proxies and gateways send; status 200 by default. */
  | { kind: 'html'; status?: number }
  /** An error exactly as it came over a wire. */
  | { kind: 'raw'; status: number; body: string; contentType?: string }
  | { kind: 'empty' }
  /** Nothing but reasoning, until the output limit. */
  | { kind: 'thinking' }
  /** A call of a tool instead of an answer. */
  | { kind: 'tool-call' }
  /** `answer` refuses after this many chunks, or before the first; `reason` is what Gemini calls it. */
  | { kind: 'blocked'; at?: 'prompt' | 'answer'; afterChunks?: number; reason?: string }
  /** The answer stops, but the connection stays open. */
  | ({ kind: 'stall' } & MidStream)
  /** The connection is cut during the answer. */
  | ({ kind: 'cut' } & MidStream)
  /** The answer ends cleanly but without its end marker. */
  | ({ kind: 'truncate' } & MidStream)
  | ({ kind: 'malformed' } & MidStream)
  | ({ kind: 'stream-error' } & MidStream);

export interface FaultScope {
  /** Default `chat`. */
  on?: 'all' | 'chat' | 'models' | 'transcription';
  /** Default 1; `Infinity` lasts until `recover`. */
  times?: number;
}

interface Planned {
  fault: ProviderFault;
  on: NonNullable<FaultScope['on']>;
  left: number;
}

/** Planned faults, in order. */
export class ProviderFaults {
  #planned: Planned[] = [];

  add(fault: ProviderFault, { on = 'chat', times = 1 }: FaultScope): void {
    this.#planned.push({ fault, on, left: times });
  }

  take(kind: StandInCall['kind']): ProviderFault | null {
    const next = this.#planned.find(({ on }) => on === 'all' || on === kind);
    if (!next) return null;
    next.left--;
    if (next.left <= 0) this.#planned = this.#planned.filter((planned) => planned !== next);
    return next.fault;
  }

  clear(): void {
    this.#planned = [];
  }
}
