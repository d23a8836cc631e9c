import type { RichText, Seam, Span } from './rich-text.ts';

const GAP = '\n\n';

/** Texts one below the other; a message may be cut between two, unless `isBound` says that they belong together. */
export function joinTexts(texts: readonly RichText[], isBound: (index: number) => boolean): RichText {
  const spans: Span[] = [];
  const seams: Seam[] = [];
  let offset = 0;
  for (const [index, text] of texts.entries()) {
    const at = offset;
    if (index > 0 && !isBound(index - 1)) seams.push({ at, rank: 'block' });
    for (const { start, end, mark } of text.spans) spans.push({ start: start + at, end: end + at, mark });
    for (const seam of text.seams) seams.push({ at: seam.at + at, rank: seam.rank });
    offset += text.text.length + GAP.length;
  }
  return { text: texts.map(({ text }) => text).join(GAP), spans, seams };
}
