/** Thoughts, rather than words between two tags that an answer is about. */
const LEAST_WORDS = 4;
/** So much is no remark about a tag that is never closed. */
const LEAST_CUT_WORDS = 40;

/**
 * Whether what stands between two tags within a line is a model's reasoning: more than an example, and a text of its own,
 * which begins or ends at its tag or with a sentence, unlike words from one tag to the next.
 */
export function areThoughts(block: string): boolean {
  const isLong = block.includes('\n') || wordsIn(block) >= LEAST_WORDS;
  return isLong && (/^[\S\n]/.test(block) || /(?:\S|[.!?؟…]\s+|\n\s*)$/.test(block));
}

/** The same of what follows a tag that is not closed: the answer was cut, or the reasoning is long. */
export function areCutThoughts(block: string): boolean {
  if (block.startsWith('\n')) return wordsIn(block) >= LEAST_WORDS;
  return /^\S/.test(block) && wordsIn(block) >= LEAST_CUT_WORDS;
}

function wordsIn(text: string): number {
  return text.trim().split(/\s+/).length;
}
