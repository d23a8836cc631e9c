import { countPromptTokens, countTokens, firstTokens } from './count-tokens.ts';
import type { ProviderFault } from './provider-fault.ts';
import type { ProviderBehaviour } from './provider-stand-in.ts';
import type { StandInCall, StandInReply } from './wires/provider-wire.ts';
import { firstChunks } from './send-reply.ts';

/** The reply to the n-th answered chat, shortened by the output limit and changed by the fault. */
export function createReply(
  n: number,
  call: StandInCall,
  behaviour: ProviderBehaviour,
  fault: ProviderFault | null,
): StandInReply {
  const isBlocked = fault?.kind === 'blocked';
  const isSilent = fault?.kind === 'empty' || (isBlocked && !fault.afterChunks);
  const answer = isSilent ? '' : behaviour.answer(call.messages);
  const whole = isBlocked ? firstChunks(answer, fault.afterChunks ?? 0) : answer;
  const text = call.maxOutputTokens === null ? whole : firstTokens(whole, call.maxOutputTokens);
  const counted = { promptTokens: countPromptTokens(call.messages), completionTokens: countTokens(text) };
  return {
    id: `stand-in-${n}`,
    model: behaviour.aliases[call.model] ?? call.model,
    text,
    finish: isBlocked ? 'blocked' : text.length < whole.length ? 'length' : 'stop',
    blockedAt: isBlocked ? (fault.at ?? 'prompt') : 'answer',
    usage: behaviour.usage?.(n, call.messages) ?? counted,
  };
}
