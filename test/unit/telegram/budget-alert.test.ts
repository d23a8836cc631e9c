import { usdToPico } from '../../../src/foundation/money/money.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { readerFormatStyle } from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { budgetAlertText } from '../../../src/telegram/admin/alerts/budget-alert.ts';
import type { BudgetAlert } from '../../../src/usage/alerts/decide-budget-alerts.ts';

const NOW = new Date('2026-11-29T12:00:00Z');

/** The lines of an alert about what `spent` of `limit` dollars leave. */
function linesOf(locale: Locale, change: BudgetAlert['change'], spent: string, limit: string): string[] {
  const scope = {
    kind: 'all' as const,
    id: '',
    key: 'all',
    date: '2026-11-01',
    until: '2026-12-01',
    usualPicoUsd: usdToPico(limit),
    limitPicoUsd: usdToPico(limit),
  };
  const state = { scope, spentPicoUsd: usdToPico(spent), wasRefused: change === 'spent' };
  const renewsAt = new Date('2026-12-01T00:00:00Z');
  const alert = { change, key: 'budget/all/2026-11-01', episode: 1, state, renewsAt, endsAt: null };
  const style = readerFormatStyle(locale, 'UTC');
  const language = { locale, translate: createTranslator(locale), style, reportStyle: style };
  return stripMarks(budgetAlertText(alert, language, {}, NOW)).split('\n');
}

describe('an alert about the month’s money', () => {
  it.each([
    ['0.00004', '0.0001', '$0.000060 of $0.00010 left (40% used)'],
    ['0.0000001', '0.0001', '$0.0000999 of $0.000100 left (0.1% used)'],
    ['0.00000001', '0.0001', '$0.00009999 of $0.0001000 left (<0.1% used)'],
    ['49.99996', '50', '$0.000040 of $50.0000 left (99.9% used)'],
    ['9', '10', '$1.0000 of $10.0000 left (90% used)'],
  ])('tells %s of %s apart', (spent, limit, line) => {
    expect(linesOf('en', 'warned', spent, limit)).toContain(line);
  });

  it('says why nothing more is spent where something is left', () => {
    const short = 'What is left is less than the next request may cost.';
    expect(linesOf('en', 'spent', '0', '0.0001').slice(1, 3)).toEqual([
      '$0.00010 of $0.00010 left (0% used)',
      short,
    ]);
    expect(linesOf('en', 'spent', '50', '50')).not.toContain(short);
    expect(linesOf('en', 'warned', '49', '50')).not.toContain(short);
    expect(linesOf('fa', 'spent', '0.00004', '0.0001').slice(0, 3)).toEqual([
      '🚨 بودجهٔ ماهانهٔ کل ربات تمام شده است',
      '$۰٫۰۰۰۰۶۰ از $۰٫۰۰۰۱۰ مانده (۴۰٪ مصرف شده)',
      'آنچه مانده از هزینهٔ احتمالی درخواست بعدی کمتر است.',
    ]);
  });
});
