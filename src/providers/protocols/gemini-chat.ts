import type { Content, Part } from '@google/generative-ai';
import type { AnswerPart } from './answer-progress.ts';
import type { Ending } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { readGeminiUsage } from '../readings/gemini-usage.ts';
import { firstError } from './read-parts.ts';
import {
  calledTool,
  endings,
  outOfLength,
  readEnding,
  refused,
  refusedHere,
  whole,
  type KnownEndings,
} from './read-ending.ts';

// https://ai.google.dev/api/generate-content#FinishReason; what is missing here, such as OTHER, ends no answer well.
export const GEMINI_ENDINGS: KnownEndings = {
  ...endings(whole, 'STOP'),
  ...endings(outOfLength, 'MAX_TOKENS'),
  ...endings(refused, 'SAFETY', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'),
  ...endings(refused, 'IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT'),
  ...endings(refusedHere, 'RECITATION', 'LANGUAGE', 'IMAGE_RECITATION'),
  ...endings(calledTool, 'MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'),
};

/** The conversation without its system messages, which Gemini takes apart from it. */
export function geminiContents(messages: readonly ChatMessage[]): Content[] {
  return messages
    .filter(({ role }) => role !== 'system')
    .map((message) => ({ role: message.role === 'assistant' ? 'model' : 'user', parts: partsOf(message) }));
}

/** The system messages as one instruction. */
export function geminiInstruction(messages: readonly ChatMessage[]): Content | undefined {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => ({ text: content }));
  return system.length === 0 ? undefined : { role: 'system', parts: system };
}

/** What one streamed response adds to the answer. A part marked as thought is reasoning. */
export function readGeminiChunk(chunk: unknown): AnswerPart {
  const { candidates, promptFeedback, usageMetadata, modelVersion } = asRecord(chunk);
  const candidate = asRecord(Array.isArray(candidates) ? candidates[0] : null);
  const { blockReason } = asRecord(promptFeedback);
  const { parts: listed } = asRecord(candidate['content']);
  const parts = Array.isArray(listed) ? listed.map(asRecord) : [];
  return {
    text: textOf(parts.filter(({ thought }) => thought !== true)),
    reasoning: textOf(parts.filter(({ thought }) => thought === true)),
    ending: blockReason ? blockOf(blockReason) : readEnding(candidate['finishReason'], GEMINI_ENDINGS),
    // Gemini ends a call of a tool with STOP, often in a chunk of its own (envoyproxy/ai-gateway#2399).
    callsTool: parts.some(({ functionCall }) => Boolean(functionCall)),
    model: typeof modelVersion === 'string' ? modelVersion : null,
    usage: readGeminiUsage(usageMetadata),
  };
}

/** The error that a streamed response tells of; `null` for none. */
export function errorInGeminiChunk(chunk: unknown): unknown {
  return firstError(asRecord(chunk)['error']);
}

// `OTHER` is whatever Google does not name: no verdict on the question that would hold elsewhere.
function blockOf(blockReason: unknown): Ending {
  const isPeculiar = blockReason === 'OTHER' || readEnding(blockReason, GEMINI_ENDINGS) === refusedHere;
  return isPeculiar ? refusedHere : refused;
}

function partsOf({ content, images = [] }: ChatMessage): Part[] {
  const pictures = images.map(({ mimeType, data }) => ({
    inlineData: { mimeType, data: Buffer.from(data).toString('base64') },
  }));
  return content === '' && pictures.length > 0 ? pictures : [{ text: content }, ...pictures];
}

function textOf(parts: readonly Record<string, unknown>[]): string {
  return parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}
