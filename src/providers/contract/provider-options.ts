import type { Clock } from '../../foundation/clock.ts';

/** What every provider is created with. */
export interface ProviderOptions {
  apiKey: string;
  /** The server root, without a path: the SDKs append theirs. */
  baseUrl: string;
  /** Replaces the global `fetch`, such as one that goes through a proxy. */
  fetch?: typeof fetch | undefined;
  clock: Clock;
  /** Told of every list of models that is read, which may name prices. */
  onListing?: (listing: unknown) => void;
}

/** The options with every default filled in. */
export interface ProviderSettings {
  apiKey: string;
  baseUrl: string;
  fetch: typeof fetch;
  clock: Clock;
  onListing: (listing: unknown) => void;
}

/** The given options with defaults, and without the slash that a pasted server root often ends with. */
export function providerSettings(options: ProviderOptions): ProviderSettings {
  return {
    apiKey: options.apiKey,
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    // Looked up at each call, so that a `fetch` installed later is used too.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock: options.clock,
    onListing: options.onListing ?? (() => undefined),
  };
}
