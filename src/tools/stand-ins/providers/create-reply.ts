import { countPromptTokens, countTokens, firstTokens } from './count-tokens.ts';
import type { ProviderFault } from './provider-fault.ts';
import type { ProviderBehaviour } from './provider-behaviour.ts';
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
  const isThinking = fault?.kind === 'thinking';
  const isSilent =
    isThinking || fault?.kind === 'empty' || fault?.kind === 'tool-call' || (isBlocked && !fault.afterChunks);
  const answer = isSilent ? '' : behaviour.answer(call.messages);
  const whole = isBlocked ? firstChunks(answer, fault.afterChunks ?? 0) : answer;
  const text = call.maxOutputTokens === null ? whole : firstTokens(whole, call.maxOutputTokens);
  const counted = { promptTokens: countPromptTokens(call.messages), completionTokens: countTokens(text) };
  const thought = { ...counted, completionTokens: THOUGHT_TOKENS, reasoningTokens: THOUGHT_TOKENS };
  return {
    id: `stand-in-${n}`,
    model: behaviour.aliases[call.model] ?? call.model,
    text,
    reasoning: isThinking ? REASONING : '',
    finish: finishOf(fault, text.length < whole.length),
    blockedAt: isBlocked ? (fault.at ?? 'prompt') : 'answer',
    blockReason: isBlocked ? (fault.reason ?? null) : null,
    usage: isThinking ? thought : (behaviour.usage?.(n, call.messages) ?? counted),
  };
}

const REASONING = 'Let me think about this step by step, and then once more. ';
const THOUGHT_TOKENS = 1_500;

function finishOf(fault: ProviderFault | null, isCut: boolean): StandInReply['finish'] {
  if (fault?.kind === 'blocked') return 'blocked';
  if (fault?.kind === 'tool-call') return 'tool';
  return isCut || fault?.kind === 'thinking' ? 'length' : 'stop';
}
