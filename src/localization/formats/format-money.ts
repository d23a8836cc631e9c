import { picoToDecimal, type PicoUsd } from '../../foundation/money.ts';
import type { FormatStyle } from './format-style.ts';
import { withNumberDigits } from '../persian-digits.ts';

const PICO_PER_UNIT = 100_000_000n;
const UNITS_PER_DOLLAR = 10_000n;

/**
 * Dollars with four decimals, rounded half up, such as `$0.0077`. What would read as nothing without being
 * nothing gets the decimals down to its first two digits, such as `$0.000019`.
 */
export function formatMoney(amount: PicoUsd, style: Pick<FormatStyle, 'digits'>): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '−' : '';
  const units = (size + PICO_PER_UNIT / 2n) / PICO_PER_UNIT;
  if (units === 0n && size > 0n) return withNumberDigits(`${sign}$${firstDigits(size)}`, style);
  const dollars = (units / UNITS_PER_DOLLAR).toLocaleString('en-US');
  const fraction = (units % UNITS_PER_DOLLAR).toString().padStart(4, '0');
  return withNumberDigits(`${sign}$${dollars}.${fraction}`, style);
}

function firstDigits(size: PicoUsd): string {
  return /^0\.0*\d{1,2}/.exec(picoToDecimal(size))?.[0] ?? '';
}
