import { CallDeadline } from './protocols/call-deadline.ts';
import type { ChatEvent, ChatRequest, Provider } from './contract/provider.ts';
import type { Transcript, TranscriptionRequest } from './contract/transcript.ts';

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
export function withDeadline(provider: Provider, deadlines: Partial<Deadlines> = {}): Provider {
  const limits = { ...defaultDeadlines, ...deadlines };
  const { transcribe } = provider;
  return {
    id: provider.id,
    chat: (request) => boundedChat(provider, request, limits),
    ...(transcribe && {
      transcribe: (request) => boundedTranscript(nameOf(provider), transcribe, request, limits.transcriptMs),
    }),
    checkHealth: (signal) => boundedCheck(provider, signal, limits.healthMs),
  };
}

async function* boundedChat(
  provider: Provider,
  request: ChatRequest,
  { firstEventMs, silenceMs, totalMs }: Deadlines,
): AsyncGenerator<ChatEvent, void, undefined> {
  const deadline = new CallDeadline(nameOf(provider), request.signal, totalMs);
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

async function boundedTranscript(
  name: string,
  transcribe: (request: TranscriptionRequest) => Promise<Transcript>,
  request: TranscriptionRequest,
  transcriptMs: number,
): Promise<Transcript> {
  const deadline = new CallDeadline(name, request.signal, transcriptMs);
  try {
    return await deadline.wait(transcribe({ ...request, signal: deadline.signal }), transcriptMs);
  } finally {
    deadline.close();
  }
}

async function boundedCheck(provider: Provider, signal: AbortSignal, healthMs: number): Promise<void> {
  const deadline = new CallDeadline(nameOf(provider), signal, healthMs);
  try {
    await deadline.wait(provider.checkHealth(deadline.signal), healthMs);
  } finally {
    deadline.close();
  }
}

function nameOf({ id }: Provider): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}
