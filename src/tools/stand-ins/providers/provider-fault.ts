import type { StandInCall } from './wires/provider-wire.ts';

interface MidStream {
  /** How many pieces of the answer arrive first. Default 2. */
  afterChunks?: number;
}

/** What goes wrong instead of, or in the middle of, an answer. */
export type ProviderFault =
  | {
      kind: 'status';
      status: number;
      retryAfterSeconds?: number;
      /** A 429 for the day's quota, not the minute's. */
      perDay?: boolean;
      message?: string;
      code?: string;
    }
  /** Nothing ever arrives, not even headers. */
  | { kind: 'hang' }
  /** The connection is reset before any answer. */
  | { kind: 'reset' }
  /** A page of HTML, as proxies and gateways like to send; status 200 unless told. */
  | { kind: 'html'; status?: number }
  | { kind: 'empty' }
  /** `answer` refuses after these pieces of it, or before the first. */
  | { kind: 'blocked'; at?: 'prompt' | 'answer'; afterChunks?: number }
  /** The answer stops arriving but the connection stays. */
  | ({ kind: 'stall' } & MidStream)
  /** The connection is cut in the middle of the answer. */
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

/** Faults in the order in which they were planned. */
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
