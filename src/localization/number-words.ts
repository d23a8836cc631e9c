import { withoutEnglishNumberWords } from './english-number-words.ts';

const UNITS = ['یک', 'دو', 'سه', 'چهار', 'پنج', 'شش', 'هفت', 'هشت', 'نه'];
const TEENS = ['ده', 'یازده', 'دوازده', 'سیزده', 'چهارده', 'پانزده', 'شانزده', 'هفده', 'هجده', 'نوزده'];
const TENS = ['بیست', 'سی', 'چهل', 'پنجاه', 'شصت', 'هفتاد', 'هشتاد', 'نود'];
const HUNDREDS = ['صد', 'دویست', 'سیصد', 'چهارصد', 'پانصد', 'ششصد', 'هفتصد', 'هشتصد', 'نهصد'];

const VALUES: Readonly<Record<string, number>> = {
  صفر: 0,
  ...valued(UNITS, (index) => index + 1),
  ...valued(TEENS, (index) => index + 10),
  ...valued(TENS, (index) => (index + 2) * 10),
  ...valued(HUNDREDS, (index) => (index + 1) * 100),
  // As they are spoken.
  یه: 1,
  شیش: 6,
  پونزده: 15,
  شونزده: 16,
  هیجده: 18,
  یکصد: 100,
  پونصد: 500,
};
const WORD = Object.keys(VALUES)
  .toSorted((a, b) => b.length - a.length)
  .join('|');
/** What a number may touch: «صدهزار», «دوهفته», «نه‌ونیم». Of «شنبه» the number is a part of the name. */
const BEHIND = 'هزار|میلیون|ملیون|میلیارد|تریلیون|تا|درصد|دلار|سنت|روزه?|هفته|ماهه?|ساله?|ونیم|وربع';
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${WORD})(?: ?و ?(?:${WORD}))*(?:(?![\\p{L}\\p{N}])|(?=(?:${BEHIND})(?![\\p{L}\\p{N}])))`,
  'gu',
);
const WORDS = new RegExp(WORD, 'g');

/**
 * The text with each number in words, up to 999, in digits: «بیست و پنج», «بیست‌وپنج» and `twenty-five` as 25, «هشت و پانزده» as
 * «8 و 15».
 */
export function withoutNumberWords(text: string): string {
  return withoutEnglishNumberWords(withoutPersianNumberWords(text));
}

function withoutPersianNumberWords(text: string): string {
  return text.replaceAll(RUN, (run) => {
    const numbers: number[] = [];
    let room = 0;
    for (const [word] of run.matchAll(WORDS)) {
      const value = VALUES[word] ?? 0;
      // A smaller number goes on with the one before it where that leaves room for it.
      if (value > 0 && value < room) numbers.push((numbers.pop() ?? 0) + value);
      else numbers.push(value);
      room = roomBehind(value);
    }
    return numbers.join(' و ');
  });
}

/** Below which a number may follow: a unit behind tens, anything below a hundred behind hundreds. */
function roomBehind(value: number): number {
  if (value >= 100) return 100;
  return value >= 20 ? 10 : 0;
}

function valued(words: readonly string[], valueOf: (index: number) => number): Record<string, number> {
  return Object.fromEntries(words.map((word, index) => [word, valueOf(index)]));
}
