import type { Content, Part } from '@google/generative-ai';
import type { AnswerPart } from './answer-stream.ts';
import { failure, type Ending } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import type { TokenUsage } from '../contract/measurement.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { consistentUsage, sumOfKnown, tokenCount } from '../readings/token-count.ts';

const REFUSALS: ReadonlySet<string> = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

const refused = failure('blocked', 'refused', 'the request was refused');

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

/** What one streamed response adds to the answer. A part marked as thought is no text. */
export function readGeminiChunk(chunk: unknown): AnswerPart {
  const { candidates, promptFeedback, usageMetadata, modelVersion } = asRecord(chunk);
  const candidate = asRecord(Array.isArray(candidates) ? candidates[0] : null);
  const isBlocked = Boolean(asRecord(promptFeedback)['blockReason']);
  return {
    text: textOf(asRecord(candidate['content'])['parts']),
    ending: isBlocked ? refused : endingOf(candidate['finishReason']),
    model: typeof modelVersion === 'string' ? modelVersion : null,
    usage: usageMetadata ? readUsage(usageMetadata) : null,
  };
}

function partsOf({ content, images = [] }: ChatMessage): Part[] {
  const pictures = images.map(({ mimeType, data }) => ({
    inlineData: { mimeType, data: Buffer.from(data).toString('base64') },
  }));
  return content === '' && pictures.length > 0 ? pictures : [{ text: content }, ...pictures];
}

function textOf(parts: unknown): string {
  if (!Array.isArray(parts)) return '';
  const texts = parts.map(asRecord).filter((part) => part['thought'] !== true);
  return texts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}

function endingOf(finishReason: unknown): Ending | null {
  if (typeof finishReason !== 'string' || finishReason === 'FINISH_REASON_UNSPECIFIED') return null;
  if (finishReason === 'MAX_TOKENS') return { type: 'length' };
  return REFUSALS.has(finishReason) ? refused : { type: 'complete' };
}

// Each chunk repeats the sums so far. Gemini counts thoughts apart from the answer, and charges for both.
function readUsage(usage: unknown): TokenUsage {
  const fields = asRecord(usage);
  const thoughts = tokenCount(fields['thoughtsTokenCount']);
  const completion = sumOfKnown(tokenCount(fields['candidatesTokenCount']), thoughts);
  return consistentUsage({
    promptTokens: promptTokens(fields, completion),
    completionTokens: completion,
    cachedTokens: tokenCount(fields['cachedContentTokenCount']),
    reasoningTokens: thoughts,
  });
}

// What a tool adds to the prompt is counted apart too, but only where the total says so.
function promptTokens(fields: Record<string, unknown>, completion: number | null): number | null {
  const prompt = tokenCount(fields['promptTokenCount']);
  const withTools = sumOfKnown(prompt, tokenCount(fields['toolUsePromptTokenCount']));
  return sumOfKnown(withTools, completion) === tokenCount(fields['totalTokenCount']) ? withTools : prompt;
}
