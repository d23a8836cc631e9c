import type { FormatStyle } from './format-style.ts';
import { withNumberDigits } from '../persian-digits.ts';

// Made when first used: in a browser the first picture needs neither.
let integers: Intl.NumberFormat | null = null;
let percents: Intl.NumberFormat | null = null;

/** A whole number with its thousands separated; fractions are rounded half away from zero. */
export function formatInteger(value: number | bigint, style: Pick<FormatStyle, 'digits'>): string {
  integers ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  return withNumberDigits(integers.format(value), style);
}

/** How much more or less something is, with its sign: `+12%`, `−3.1%`. */
export function formatChange(share: number, style: Pick<FormatStyle, 'digits'>): string {
  // The true minus is as wide as the plus, and no line breaks behind it.
  return `${share < 0 ? '−' : '+'}${formatPercent(Math.abs(share), style)}`;
}

/** A share between 0 and 1 as a percentage with at most one decimal; a share that is not zero never reads 0%. */
export function formatPercent(share: number, style: Pick<FormatStyle, 'digits'>): string {
  percents ??= new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
  const tiny = share > 0 && share < 0.0005;
  return withNumberDigits(tiny ? '<0.1%' : percents.format(share), style);
}

/** How much of a limit is used: as a percentage that reads 100% only when all is. */
export function formatUsed(share: number, style: Pick<FormatStyle, 'digits'>): string {
  // What binary fractions lack of a tenth of a percent is not missing.
  const floored = Math.floor(share * 1_000 + 1e-6) / 1_000;
  return formatPercent(floored === 0 ? share : floored, style);
}
