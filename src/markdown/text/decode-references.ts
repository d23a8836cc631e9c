const NAMED = new Map(
  (
    'amp & lt < gt > quot " apos \' mdash — ndash – hellip … copy © reg ® trade ™ times × divide ÷ plusmn ± deg ° ' +
    'laquo « raquo » lsquo ‘ rsquo ’ ldquo “ rdquo ” bull • middot · euro € pound £ yen ¥ cent ¢ sect § para ¶ ' +
    'larr ← rarr → uarr ↑ darr ↓ harr ↔ le ≤ ge ≥ ne ≠ asymp ≈ infin ∞ radic √ sum ∑ minus − micro µ ' +
    'frac12 ½ frac14 ¼ frac34 ¾ sup1 ¹ sup2 ² sup3 ³ check ✓ nbsp \u00A0 zwnj \u200C zwj \u200D'
  )
    .split(' ')
    .flatMap((word, index, words): [string, string][] =>
      index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [],
    ),
);

/** Embeddings, overrides and isolates would reach beyond their text. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of Markdown with the character references that models write (`&mdash;`, `&#39;`) as characters. */
export function decodeReferences(text: string): string {
  return text
    .replaceAll(/&(?:([a-z]{2,6}\d{0,2})|#(\d{1,7})|#x([\da-f]{1,6}));/gi, decodeReference)
    .replaceAll(DIRECTION, '');
}

function decodeReference(raw: string, name?: string, decimal?: string, hexadecimal?: string): string {
  if (name) return NAMED.get(name) ?? raw;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const isCharacter = code >= 32 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : raw;
}
