import type { FormatStyle } from './formats/format-style.ts';

const ZERO = '۰'.charCodeAt(0);

/** The text with its Latin digits replaced by Persian ones. */
export function toPersianDigits(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(ZERO + Number(digit)));
}

/** A number as `1,234.5%` in the digits and separators of `style`. */
export function withNumberDigits(number: string, style: Pick<FormatStyle, 'digits'>): string {
  if (style.digits === 'latin') return number;
  return toPersianDigits(number).replaceAll(',', '٬').replaceAll('.', '٫').replaceAll('%', '٪');
}

/** A date or time in the digits of `style`; its separators stay. */
export function withDateDigits(date: string, style: Pick<FormatStyle, 'digits'>): string {
  return style.digits === 'latin' ? date : toPersianDigits(date);
}
