import type { Cohere } from 'cohere-ai';
import type { AnswerPart } from './answer-stream.ts';
import { failure, type Ending } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import { failureFor } from '../contract/verdict.ts';
import { imageUrl } from './openai-chat.ts';
import type { TokenUsage } from '../contract/measurement.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { consistentUsage, tokenCount } from '../readings/token-count.ts';

const modelFailed = failure('unavailable', 'server_error', 'the model failed');

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
  const ending = error ? modelFailed : endingOf(finishReason);
  return { ending, usage: usage ? readUsage(usage) : null };
}

function textOf(delta: unknown): string | null {
  const { text } = asRecord(asRecord(asRecord(delta)['message'])['content']);
  return typeof text === 'string' ? text : null;
}

function endingOf(finishReason: unknown): Ending | null {
  if (typeof finishReason !== 'string') return null;
  if (finishReason === 'MAX_TOKENS') return { type: 'length' };
  if (finishReason === 'TOOL_CALL')
    return failureFor('tool_call', 'the model called a tool that it was not given');
  if (finishReason === 'TIMEOUT') return failure('timeout', 'timeout', 'the model took too long');
  if (finishReason === 'ERROR_TOXIC') return failure('blocked', 'refused', 'the request was refused');
  return finishReason.startsWith('ERROR') ? modelFailed : { type: 'complete' };
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
