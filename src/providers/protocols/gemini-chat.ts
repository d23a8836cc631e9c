import type { Content, Part } from '@google/generative-ai';
import type { AnswerPart } from './answer-stream.ts';
import type { Ending } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import { failureFor } from '../contract/verdict.ts';
import type { TokenUsage } from '../contract/measurement.ts';
import type { ChatMessage } from '../contract/provider.ts';
import { consistentUsage, sumOfKnown, tokenCount } from '../readings/token-count.ts';

const REFUSALS: ReadonlySet<string> = new Set([
  'SAFETY',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
]);
/** Peculiar to Gemini: others know the text or the language (hermes-agent#33883, epam/ai-dial-adapter-vertexai#85). */
const REFUSALS_HERE: ReadonlySet<string> = new Set(['RECITATION', 'LANGUAGE', 'IMAGE_RECITATION']);
const TOOL_CALLS: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

const refused = failureFor('refused', 'the request was refused');
const refusedHere = failureFor('refused_here', 'the answer was withheld, as only this provider does');
const calledTool = failureFor('tool_call', 'the model called a tool that it was not given');

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
  const { blockReason } = asRecord(promptFeedback);
  return {
    text: textOf(asRecord(candidate['content'])['parts']),
    ending: blockReason ? blockOf(blockReason) : endingOf(candidate['finishReason']),
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

// `OTHER` is whatever Google does not name: no verdict on the question that would hold elsewhere.
function blockOf(blockReason: unknown): Ending {
  return blockReason === 'OTHER' || REFUSALS_HERE.has(String(blockReason)) ? refusedHere : refused;
}

function endingOf(finishReason: unknown): Ending | null {
  if (typeof finishReason !== 'string' || finishReason === 'FINISH_REASON_UNSPECIFIED') return null;
  if (finishReason === 'MAX_TOKENS') return { type: 'length' };
  if (REFUSALS_HERE.has(finishReason)) return refusedHere;
  if (TOOL_CALLS.has(finishReason)) return calledTool;
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
