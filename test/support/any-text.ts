import * as fc from 'fast-check';

/** Any code point that a text may hold: none is half of a pair. */
const codePoint = fc.oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }));

/**
 * A text of any characters at all. fast-check's own `unit: 'binary'` is the same, but lists all million of them first,
 * for half a second.
 */
export function anyText({ maxLength = 12 }: { maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.array(codePoint, { maxLength }).map((points) => String.fromCodePoint(...points));
}
