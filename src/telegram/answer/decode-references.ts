const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

/** Embeddings, overrides and isolates would reach beyond their text. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of Markdown with the character references that models write (`&lt;`, `&#39;`) as characters. */
export function decodeReferences(text: string): string {
  return text
    .replaceAll(/&(?:([a-z]{2,4})|#(\d{1,7})|#x([\da-f]{1,6}));/gi, decodeReference)
    .replaceAll(DIRECTION, '');
}

function decodeReference(raw: string, name?: string, decimal?: string, hexadecimal?: string): string {
  if (name) return NAMED[name] ?? raw;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const isCharacter = code >= 32 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : raw;
}
