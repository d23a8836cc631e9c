import type { Content, Part } from '@google/generative-ai';
import type { AnswerPart } from './answer-progress.ts';
import { asRecord } from '../contract/as-record.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { readGeminiUsage } from '../readings/gemini-usage.ts';
import { firstError } from './read-parts.ts';
import { outOfLength, readEnding, refusedByProvider, whole, type KnownEndings } from './read-ending.ts';

// https://ai.google.dev/api/generate-content#FinishReason; what is missing here, such as OTHER, ends no answer well.
const ENDINGS: KnownEndings = {
  STOP: whole,
  MAX_TOKENS: outOfLength,
  SAFETY: refusedByProvider,
  RECITATION: refusedByProvider,
  LANGUAGE: refusedByProvider,
  BLOCKLIST: refusedByProvider,
  PROHIBITED_CONTENT: refusedByProvider,
  SPII: refusedByProvider,
  IMAGE_SAFETY: refusedByProvider,
  IMAGE_PROHIBITED_CONTENT: refusedByProvider,
  IMAGE_RECITATION: refusedByProvider,
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
  const { candidates, promptFeedback, usageMetadata } = asRecord(chunk);
  const candidate = asRecord(Array.isArray(candidates) ? candidates[0] : null);
  const { parts: listed } = asRecord(candidate['content']);
  const parts = Array.isArray(listed) ? listed.map(asRecord) : [];
  const finishReason = candidate['finishReason'];
  // The enumeration's zero, which stands for no reason.
  const named = finishReason === 'FINISH_REASON_UNSPECIFIED' ? null : finishReason;
  return {
    text: textOf(parts.filter(({ thought }) => thought !== true)),
    reasoning: textOf(parts.filter(({ thought }) => thought === true)),
    ending: asRecord(promptFeedback)['blockReason'] ? refusedByProvider : readEnding(named, ENDINGS),
    usage: readGeminiUsage(usageMetadata),
  };
}

/** The error that a streamed response tells of; `null` for none. */
export function errorInGeminiChunk(chunk: unknown): unknown {
  return firstError(asRecord(chunk)['error']);
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
