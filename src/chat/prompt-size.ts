import type { ChatMessage } from '../providers/contract/provider.ts';
import { estimateTokens, maximumTokens } from '../usage/ledger/estimate-tokens.ts';

/** Of a photo as Telegram sends it, 1,280 pixels wide: Gemini and Qwen count about as much. */
const LIKELY_TOKENS_PER_PICTURE = 1_200;
/** Cohere's twelve tiles and an overview of 256 each, the most that any of the providers counts. */
const MOST_TOKENS_PER_PICTURE = 3_328;

/** The tokens of a prompt before anybody has counted them: a likely number, and one that it cannot exceed. */
export function promptSize(messages: readonly ChatMessage[]): { estimated: number; maximum: number } {
  const texts = messages.map(({ content }) => content);
  const pictures = messages.reduce((sum, { images }) => sum + (images?.length ?? 0), 0);
  return {
    estimated: estimateTokens(texts.join('\n')) + pictures * LIKELY_TOKENS_PER_PICTURE,
    maximum: maximumTokens(texts) + pictures * MOST_TOKENS_PER_PICTURE,
  };
}
