import type { Clock } from '../foundation/clock.ts';
import { deadlineSignal } from '../foundation/deadline-signal.ts';

/** How an address is asked; aborted `signal` gives the request up. */
export interface Reach {
  fetch: typeof fetch;
  clock: Clock;
  signal?: AbortSignal;
}

/** Also the specification's default of OTEL_EXPORTER_OTLP_TIMEOUT. */
const PATIENCE_MS = 10_000;

/**
 * Asks an address once, for at most ten seconds, and reads no body. Resolves with the status that is no success, else
 * with `null`; rejects where nothing answers.
 */
export async function reachOnce(url: string, request: RequestInit, reach: Reach): Promise<string | null> {
  const { fetch, clock, signal = new AbortController().signal } = reach;
  const deadline = deadlineSignal(clock, signal, PATIENCE_MS);
  try {
    const response = await fetch(url, { ...request, signal: deadline.signal });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } finally {
    deadline.end();
  }
}
