import type { FormatStyle } from '../../../localization/format-style.ts';
import { withNumberDigits } from '../../../localization/persian-digits.ts';
import type { Words } from './en.ts';
import { fillPlain } from './fill.ts';

/**
 * A whole number with at most one decimal and the name of its power of a thousand: `1.2M`. As `Intl` writes it, whose
 * formatter for this takes a phone 50 milliseconds to make: longer than everything else in the first chart.
 */
export function writeCompact(value: number, style: FormatStyle, { compact }: Words): string {
  const [ones = '', ...powers] = compact;
  if (value < 1000) return fillPlain(ones, { n: withNumberDigits(String(value), style) });
  const most = powers.findIndex((_, power) => tenths(value, power) < 10_000);
  const power = most < 0 ? powers.length - 1 : most;
  const n = withNumberDigits(String(tenths(value, power) / 10), style);
  return fillPlain(powers[power] ?? '', { n });
}

/** How many tenths of a thousand, a million and so on, rounded. */
function tenths(value: number, power: number): number {
  return Math.round(value / (100 * 1000 ** power));
}
