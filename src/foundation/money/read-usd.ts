import { toLatinDigits } from '../latin-digits.ts';
import { usdToPico, type PicoUsd } from './money.ts';

/** More than anybody spends, and sums of it stay exact. */
const MOST_USD = 10n ** 12n * 10n ** 12n;

/** A comma is none of its marks: some read it as the decimal one, others as that of thousands. */
const AMOUNT =
  /^(?:\$|usd)? ?(\d{1,13}|\d{1,3}(?:٬\d{3})+)?(?:\.(\d{1,30}))?(e[+-]?\d{1,2})? ?(?:\$|usd|dollars?|دلار)?$/i;

/**
 * An amount in US dollars that a person wrote, in the environment or to the bot: `0.5`, `.5`, `$0.5`, `1e-9`, «۰٫۵ دلار».
 * `null` for anything else, for more than 10^12, and for less than the ledger can hold, which would become 0.
 */
export function readUsd(text: string): PicoUsd | null {
  const typed = toLatinDigits(text).trim().replaceAll('٫', '.');
  const [, whole = '', fraction = '', exponent = ''] = AMOUNT.exec(typed) ?? [];
  if (whole === '' && fraction === '') return null;
  const plain = shifted(whole.replaceAll('٬', ''), fraction, Number(exponent.slice(1)));
  const pico = usdToPico(plain);
  const isLost = pico === 0n && /[1-9]/.test(plain);
  return isLost || pico > MOST_USD ? null : pico;
}

/** The number with its point moved, to the right where the exponent is positive. */
function shifted(whole: string, fraction: string, exponent: number): string {
  const digits = `${whole}${fraction}`;
  const point = whole.length + exponent;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  return `${padded.slice(0, point)}.${padded.slice(point)}0`;
}
