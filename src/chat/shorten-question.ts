import { estimateTokens } from '../usage/ledger/estimate-tokens.ts';
import type { Question } from './question.ts';
import { keepBothEnds } from './shorten-text.ts';

/** Tells the model that it has not read everything. */
const LEFT_OUT = '\n\n[… the middle of this text was left out here, because it is too long for you …]\n\n';
/**
 * What a question is shortened to at first: with room for an answer, less than the 8,000 tokens of Groq's free tier, the
 * smallest of all.
 */
const FIRST_TOKENS = 4_000;
/** What is shorter was not refused for its length. */
const LEAST_TOKENS = 100;

/** The question with only both ends of its text, no more than half of before; `null` where it is short already. */
export function shortenQuestion(question: Question): Question | null {
  const size = estimateTokens(question.shortened ?? question.text);
  const tokens = Math.min(FIRST_TOKENS, Math.floor(size / 2));
  if (tokens < LEAST_TOKENS) return null;
  return { ...question, shortened: keepBothEnds(question.text, tokens, LEFT_OUT) };
}
