import { Count } from '../../../localization/count.ts';
import { formatPercent } from '../../../localization/formats/format-number.ts';
import { withDateDigits, withNumberDigits } from '../../../localization/persian-digits.ts';
import type { TranslationArgs } from '../../../localization/translator.ts';
import type { BotContext } from '../../messages/context.ts';
import { formatSchedule } from '../../../localization/formats/format-schedule.ts';

/** What questions and corrections show as an example, in the digits of whoever reads. */
export function settingExamples({
  style,
  translate,
}: Pick<BotContext, 'style' | 'translate'>): TranslationArgs {
  const prices = (...dollars: string[]) => dollars.map((price) => withNumberDigits(price, style)).join(' / ');
  return {
    time: withDateDigits('09:30', style),
    weekly: formatSchedule('0 9 * * 6', { style, translate }),
    cron: '0 9 * * 1',
    least: new Count(1, style),
    most: new Count(100, style),
    percent: formatPercent(0.8, style),
    tokens: new Count(50_000, style),
    // Ids are typed as they stand elsewhere.
    person: '123456789',
    model: 'groq/openai/gpt-oss-120b',
    twoPrices: prices('0.15', '0.60'),
    dollars: withNumberDigits('0.50', style),
    price: prices('0.15', '0.60', '0.075'),
  };
}
