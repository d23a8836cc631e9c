import { toPersianDigits } from '../../localization/persian-digits.ts';
import type { RenderOptions } from './render-options.ts';

/** "last 30 days"; the contract writes the number in Persian digits, whatever digits the reader chose. */
export function periodText(days: number, { translate, style }: RenderOptions): string {
  if (days === 1) return translate('period-today');
  return translate('period-days', {
    days: style.locale === 'fa' ? toPersianDigits(String(days)) : String(days),
  });
}
