const DELETED = /[\u2028-\u202E\r]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const MARKS = /[\u200E\u200F]{2,}/g;
const ISOLATES = /[\u2066-\u2069]/;

/**
 * What a model wrote, without what would be lost or harmful in Telegram: embeddings and overrides, isolates that
 * nothing ends, all but the last of neighbouring direction marks, halves of surrogate pairs, control characters.
 */
export function cleanMarkdown(markdown: string): string {
  const text = markdown
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(DELETED, '')
    .replaceAll(LONE_SURROGATE, '\uFFFD')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .replaceAll(MARKS, (marks) => marks.slice(-1));
  return ISOLATES.test(text) ? text.split('\n').map(balanceIsolates).join('\n') : text;
}

/** An isolate ends with its line at the latest; a character that ends none, or is never ended, goes. */
function balanceIsolates(line: string): string {
  const characters = Array.from(line);
  const open: number[] = [];
  const unmatched = new Set<number>();
  for (const [index, character] of characters.entries()) {
    if (/[\u2066-\u2068]/.test(character)) open.push(index);
    else if (character === '\u2069' && open.pop() === undefined) unmatched.add(index);
  }
  for (const index of open) unmatched.add(index);
  return characters.filter((_, index) => !unmatched.has(index)).join('');
}
