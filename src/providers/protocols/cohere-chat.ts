import type { Cohere } from 'cohere-ai';
import type { AnswerEnding, AnswerPart } from './answer-stream.ts';
import { asRecord } from '../contract/as-record.ts';
import { imageUrl } from './openai-chat.ts';
import type { ChatMessage, TokenUsage } from '../contract/provider.ts';
import { consistentUsage, tokenCount } from '../readings/token-count.ts';

/** The messages in the camelCase terms of the SDK, which refuses the wire's own. */
export function cohereMessages(messages: readonly ChatMessage[]): Cohere.ChatMessages {
  return messages.map(({ role, content, images = [] }) => {
    if (role !== 'user' || images.length === 0) return { role, content };
    const text = content === '' ? [] : [{ type: 'text' as const, text: content }];
    const pictures = images.map((image) => ({
      type: 'image_url' as const,
      imageUrl: { url: imageUrl(image) },
    }));
    return { role, content: [...text, ...pictures] };
  });
}

/** What one event adds to the answer. A `thinking` delta is no text. */
export function readCohereEvent(event: unknown): AnswerPart {
  const { type, delta } = asRecord(event);
  if (type === 'content-delta') return { text: textOf(delta) };
  if (type !== 'message-end') return {};
  const { finishReason, usage, error } = asRecord(delta);
  return { ending: error ? 'failed' : endingOf(finishReason), usage: usage ? readUsage(usage) : null };
}

function textOf(delta: unknown): string | null {
  const { text } = asRecord(asRecord(asRecord(delta)['message'])['content']);
  return typeof text === 'string' ? text : null;
}

function endingOf(finishReason: unknown): AnswerEnding | null {
  if (typeof finishReason !== 'string') return null;
  if (finishReason === 'MAX_TOKENS') return 'length';
  if (finishReason === 'TIMEOUT') return 'timeout';
  if (finishReason === 'ERROR_TOXIC') return 'refused';
  return finishReason.startsWith('ERROR') ? 'failed' : 'stop';
}

/**
 * Billed units, because the ledger is about money and Cohere does not charge for the preamble that it adds itself;
 * `tokens`, which counts that too, only where nothing billed is given. Thinking is part of the output.
 */
function readUsage(usage: unknown): TokenUsage {
  const { billedUnits, tokens, cachedTokens } = asRecord(usage);
  const counted = asRecord(asRecord(billedUnits)['inputTokens'] === undefined ? tokens : billedUnits);
  return consistentUsage({
    promptTokens: tokenCount(counted['inputTokens']),
    completionTokens: tokenCount(counted['outputTokens']),
    cachedTokens: tokenCount(cachedTokens),
    reasoningTokens: null,
  });
}
