import { asRecord } from '../contract/as-record.ts';

/** The text and the reasoning of a delta's `content`: a string, or parts as Mistral's reasoning models send them. */
export function readOpenAiContent(content: unknown): { text: string | null; reasoning: string | null } {
  if (typeof content === 'string') return { text: content, reasoning: null };
  if (!Array.isArray(content)) return { text: null, reasoning: null };
  const parts = content.map(asRecord);
  const texts = parts.filter(({ type }) => type === 'text');
  const thoughts = parts.filter(({ type }) => type === 'thinking' || type === 'reasoning');
  return { text: wordsIn(texts), reasoning: wordsIn(thoughts) };
}

/**
 * The reasoning that a delta holds apart from its text: `reasoning` (Groq, Cerebras, OpenRouter, Ollama),
 * `reasoning_content` (DeepSeek, vLLM, Qwen), or only OpenRouter's `reasoning_details`. The same words come under
 * several names at once, so that the first one counts.
 */
export function readOpenAiReasoning(delta: Record<string, unknown>): string | null {
  const { reasoning, reasoning_content: content, reasoning_details: details, thinking } = delta;
  const words = [reasoning, content, details, thinking].map((value) => wordsIn(value));
  return words.find((found) => found) ?? null;
}

/** All words in a string, or in parts of any depth. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsIn).join('');
  const { text, thinking, summary, content } = asRecord(value);
  return [text, thinking, summary, content].map((part) => (part ? wordsIn(part) : '')).join('');
}
