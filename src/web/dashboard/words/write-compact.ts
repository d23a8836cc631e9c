import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import { withNumberDigits } from '../../../localization/persian-digits.ts';
import type { FirstViewMessages } from './generated/first-view.ts';
import type { Say } from './messages.ts';

/** Powers of a thousand that have a name, from thousands to trillions. */
const POWERS = [1, 2, 3, 4] as const;

/**
 * A whole number with at most one decimal and the name of its power of a thousand: `1.2M`. As `Intl` writes it, whose
 * formatter for this takes a phone 50 milliseconds to make: longer than everything else in the first chart.
 */
export function writeCompact(value: number, style: FormatStyle, say: Say<FirstViewMessages>): string {
  const power = value < 1000 ? 0 : (POWERS.find((power) => tenths(value, power) < 10_000) ?? 4);
  const number = power === 0 ? value : tenths(value, power) / 10;
  return say('short-number', { power, number: withNumberDigits(String(number), style) });
}

/** How many tenths of a thousand, a million and so on, rounded. */
function tenths(value: number, power: number): number {
  return Math.round(value / (100 * 1000 ** (power - 1)));
}
