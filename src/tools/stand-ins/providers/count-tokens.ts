import type { StandInMessage } from './wires/provider-wire.ts';

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_IMAGE = 258;

/** One token for every four characters, rounded up: deterministic, though not what a tokenizer counts. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The tokens of a request: each message counted separately, and a fixed number for each image. */
export function countPromptTokens(messages: readonly StandInMessage[]): number {
  return messages.reduce((sum, { text, images }) => sum + countTokens(text) + images * TOKENS_PER_IMAGE, 0);
}

/** The start of a text that costs at most `tokens`. */
export function firstTokens(text: string, tokens: number): string {
  return text.slice(0, tokens * CHARACTERS_PER_TOKEN);
}
