import type { Clock } from '../foundation/clock.ts';
import { CallDeadline } from './protocols/call-deadline.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';

/** How long each phase of a call may take, in milliseconds. */
export interface Deadlines {
  /** Until the first sign of an answer. */
  firstEventMs: number;
  /** Between two signs of life, unseen reasoning included. */
  silenceMs: number;
  /** For a whole answer. */
  totalMs: number;
  /** For a whole transcript: a long recording has to be sent first. */
  transcriptMs: number;
  /** For a health check. */
  healthMs: number;
}

const defaultDeadlines: Deadlines = {
  firstEventMs: 30_000,
  silenceMs: 20_000,
  totalMs: 60_000,
  transcriptMs: 90_000,
  healthMs: 2500,
};

/**
 * The provider with one bound on every phase of every call: the SDKs' own timeouts stop at the response
 * headers. Whatever ends a call also closes its connection.
 */
export function withDeadline(provider: Provider, clock: Clock, deadlines: Partial<Deadlines> = {}): Provider {
  const limits = { ...defaultDeadlines, ...deadlines };
  const { transcribe } = provider;
  return {
    id: provider.id,
    chat: (request) => boundedChat(provider, clock, request, limits),
    ...(transcribe && {
      transcribe: (request) => {
        const deadline = new CallDeadline(clock, nameOf(provider), request.signal, limits.transcriptMs);
        return bounded(deadline, limits.transcriptMs, (signal) => transcribe({ ...request, signal }));
      },
    }),
    checkHealth: (signal) => {
      const deadline = new CallDeadline(clock, nameOf(provider), signal, limits.healthMs);
      return bounded(deadline, limits.healthMs, (bound) => provider.checkHealth(bound));
    },
  };
}

async function* boundedChat(
  provider: Provider,
  clock: Clock,
  request: ChatRequest,
  { firstEventMs, silenceMs, totalMs }: Deadlines,
): AsyncGenerator<ChatEvent, void, undefined> {
  const deadline = new CallDeadline(clock, nameOf(provider), request.signal, totalMs);
  let patienceMs = firstEventMs;
  const onActivity = (): void => {
    patienceMs = silenceMs;
    deadline.touch(silenceMs);
    request.onActivity?.();
  };
  const events = provider.chat({ ...request, signal: deadline.signal, onActivity });
  try {
    for (;;) {
      const next = await deadline.wait(events.next(), patienceMs);
      if (next.done) return;
      patienceMs = silenceMs;
      yield next.value;
    }
  } finally {
    deadline.close();
    // Not awaited: a call that ignores its signal would hold the caller for ever.
    events.return().catch(() => undefined);
  }
}

async function bounded<Result>(
  deadline: CallDeadline,
  ms: number,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  try {
    return await deadline.wait(call(deadline.signal), ms);
  } finally {
    deadline.close();
  }
}

function nameOf({ id, name }: Provider): string {
  if (name !== undefined) return name;
  return id.charAt(0).toUpperCase() + id.slice(1);
}
