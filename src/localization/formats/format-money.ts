import { picoToDecimal, type PicoUsd } from '../../foundation/money/money.ts';
import type { FormatStyle } from './format-style.ts';
import { withNumberDigits } from '../persian-digits.ts';

const PICO_PER_UNIT = 100_000_000n;
const UNITS_PER_DOLLAR = 10_000n;
const UNIT_DECIMALS = 4;
const PICO_DECIMALS = 12;

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

/**
 * Amounts that are read beside each other, such as what is spent and its limit: each as `formatMoney` writes it, and with
 * as many decimals more as it takes to show its first two digits, and to tell those apart that differ.
 */
export function formatMoneyApart(amounts: readonly PicoUsd[], style: Pick<FormatStyle, 'digits'>): string[] {
  const different = new Set(amounts).size;
  for (let more = 0; ; more++) {
    const texts = amounts.map((amount) => withDecimals(amount, decimalsOf(amount) + more));
    // `$0.000100` and `$0.00010` read differently and say the same.
    if (new Set(texts.map((text) => text.replace(/0+$/, ''))).size >= different || more === PICO_DECIMALS)
      return texts.map((text) => withNumberDigits(text, style));
  }
}

/** A limit, of which no part is rounded away that matters. */
export function formatLimit(amount: PicoUsd, style: Pick<FormatStyle, 'digits'>): string {
  return formatMoneyApart([amount], style).join('');
}

function firstDigits(size: PicoUsd): string {
  return /^0\.0*\d{1,2}/.exec(picoToDecimal(size))?.[0] ?? '';
}

/** Four, or where that shows less than two digits of an amount, so many that it does. */
function decimalsOf(amount: PicoUsd): number {
  const size = amount < 0n ? -amount : amount;
  if (size === 0n || size >= PICO_PER_UNIT * 10n) return UNIT_DECIMALS;
  return PICO_DECIMALS + 2 - size.toString().length;
}

/** Rounded half up; a trillionth of a dollar is the smallest amount there is. */
function withDecimals(amount: PicoUsd, decimals: number): string {
  const step = 10n ** BigInt(Math.max(0, PICO_DECIMALS - decimals));
  const size = amount < 0n ? -amount : amount;
  const rounded = ((size + step / 2n) / step) * step;
  const [whole = '', fraction = ''] = picoToDecimal(rounded).split('.');
  const dollars = BigInt(whole).toLocaleString('en-US');
  return `${amount < 0n ? '−' : ''}$${dollars}.${fraction.slice(0, decimals)}`;
}
