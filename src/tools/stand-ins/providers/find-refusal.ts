import type { ProviderParts } from './provider-parts.ts';
import type { HttpCall, Quotas, StandInCall, StandInError } from './wires/provider-wire.ts';

/** A refused call: its status and what differs from a plain error. */
export type Refusal = Omit<Partial<StandInError>, 'status'> & { status: number };

/** Why the provider refuses a call, or `null`; checked in a real server's order: key, model, request, quota. */
export function findRefusal(
  { wire, apiKey, models, behaviour }: ProviderParts,
  http: HttpCall,
  call: StandInCall,
  { requests, tokens }: Quotas,
): Refusal | null {
  if (wire.apiKeyOf(http) !== apiKey) return wire.wrongKey;
  if (call.kind !== 'chat' && call.kind !== 'transcription') return null;
  if (!models.includes(behaviour.aliases[call.model] ?? call.model)) return { status: 404 };
  if (call.kind === 'chat' && call.messages.length === 0)
    return { status: 400, message: 'messages must not be empty' };
  if (call.messages.some(({ images }) => images > 0) && !wire.seeing.test(call.model))
    return { status: 400, message: `\`${call.model}\` does not take pictures` };
  if (!behaviour.enforceLimits) return null;
  if (requests.remaining() < 1) return limited(requests.resetMs(), requests.limit, true);
  if (tokens.remaining() < 1) return limited(tokens.resetMs(), tokens.limit, false);
  return null;
}

function limited(resetMs: number, limit: number, perDay: boolean): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(resetMs / Math.max(1, limit) / 1000));
  return { status: 429, retryAfterSeconds, perDay };
}
