const DELETED = /[\u2028-\u202E\u2066-\u2069\r]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const MARKS = /[\u200E\u200F]{2,}/g;

/**
 * What a model wrote, without what would be lost or harmful in Telegram: embeddings, overrides and isolates (ours are
 * whole in every message), all but the last of neighbouring direction marks, halves of surrogate pairs, control characters.
 */
export function cleanMarkdown(markdown: string): string {
  return markdown
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(DELETED, '')
    .replaceAll(LONE_SURROGATE, '\uFFFD')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .replaceAll(MARKS, (marks) => marks.slice(-1));
}
