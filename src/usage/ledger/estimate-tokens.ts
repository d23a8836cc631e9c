/** What a chat template adds to each message, and to the request as a whole, in every tokenizer we know. */
const TOKENS_PER_MESSAGE = 8;
const TOKENS_PER_REQUEST = 100;

/**
 * A likely number of tokens: four ASCII characters to a token, two of other scripts. It is used only where a
 * provider tells nothing, and is marked as an estimate wherever it is kept.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 128) ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 4 + other / 2);
}

/** A number that the prompt's tokens cannot exceed: byte-level tokenizers never spend two on one byte. */
export function maximumTokens(texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes + texts.length * TOKENS_PER_MESSAGE + TOKENS_PER_REQUEST;
}
