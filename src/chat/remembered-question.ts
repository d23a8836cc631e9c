import type { Question } from './question.ts';

/** The words of a question for the memory. Pictures are not kept, so a note stands in for them. */
export function rememberedQuestion({ text, images = [] }: Pick<Question, 'text' | 'images'>): string {
  if (images.length === 0) return text;
  const pictures = images.length === 1 ? 'a picture' : `${images.length} pictures`;
  return `${text}\n[There was ${pictures} with this message, which can no longer be seen.]`.trim();
}
