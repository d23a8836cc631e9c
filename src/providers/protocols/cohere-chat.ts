import type { Cohere } from 'cohere-ai';
import type { AnswerPart } from './answer-progress.ts';
import { failure } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import { imageUrl } from './image-url.ts';
import { firstError } from './read-parts.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { readCohereUsage } from '../readings/cohere-usage.ts';
import {
  calledTool,
  endings,
  outOfLength,
  readEnding,
  refused,
  whole,
  type KnownEndings,
} from './read-ending.ts';

const modelFailed = failure('unavailable', 'server_error', 'the model failed');

// https://docs.cohere.com/reference/chat-stream, and those of the first version, which gateways still send.
export const COHERE_ENDINGS: KnownEndings = {
  ...endings(whole, 'COMPLETE', 'STOP_SEQUENCE'),
  ...endings(outOfLength, 'MAX_TOKENS'),
  ...endings(failure('timeout', 'timeout', 'the model took too long'), 'TIMEOUT'),
  ...endings(calledTool, 'TOOL_CALL'),
  ...endings(modelFailed, 'ERROR'),
  ...endings(
    failure('invalid_request', 'too_large', 'the request was too large for the model'),
    'ERROR_LIMIT',
  ),
  ...endings(refused, 'ERROR_TOXIC'),
};

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

/** What one event adds to the answer. `thinking`, and the plan for calling a tool, are reasoning. */
export function readCohereEvent(event: unknown): AnswerPart {
  const { type, delta } = asRecord(event);
  const { finish_reason: finishReason, usage, message } = asRecord(delta);
  if (type === 'message-end')
    return { ending: readEnding(finishReason, COHERE_ENDINGS), usage: readCohereUsage(usage) };
  const { content, tool_plan: toolPlan } = asRecord(message);
  const { text, thinking } = asRecord(content);
  const callsTool = type === 'tool-call-start';
  return { text: textOf(text), reasoning: textOf(thinking) ?? textOf(toolPlan), callsTool };
}

/** The error that an event tells of: at its end, as the wire says, or alone, as gateways do. */
export function errorInEvent(event: unknown): unknown {
  const { error, delta } = asRecord(event);
  return firstError(error, asRecord(delta)['error']);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
