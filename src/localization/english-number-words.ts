const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const VALUES: ReadonlyMap<string, number> = new Map([
  ['zero', 0],
  ...[...UNITS, ...TEENS].map((word, index): [string, number] => [word, index + 1]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);

const BELOW_HUNDRED = [
  `(?:${TENS.join('|')})(?:[ -](?:${UNITS.join('|')}))?`,
  ...TEENS.toReversed(),
  ...UNITS,
  'zero',
].join('|');
const HUNDREDS = `(?:(?:an?|${BELOW_HUNDRED}) )?hundred(?:(?: and)? (?:${BELOW_HUNDRED}))?`;
/** A word that goes on behind a hyphen, such as `five-ish`, is no number. */
const RUN = new RegExp(`(?<![\\p{L}\\p{N}])(?:${HUNDREDS}|${BELOW_HUNDRED})(?![\\p{L}\\p{N}]|-\\p{L})`, 'gu');

/** The text, in lower case, with each English number in words, up to 999, in digits: `twenty-five` as 25, `nine thirty` as `9 30`. */
export function withoutEnglishNumberWords(text: string): string {
  return text.replaceAll(RUN, (run) => {
    const words = run.split(/[ -]/);
    return String(
      words.reduce((sum, word) => (word === 'hundred' ? (sum || 1) * 100 : sum + (VALUES.get(word) ?? 0)), 0),
    );
  });
}
