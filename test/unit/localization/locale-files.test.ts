import { readFileSync } from 'node:fs';
import { parse, serialize, type Pattern } from '@fluent/syntax';
import { isolate, stripMarks } from '../../../src/localization/direction.ts';
import { LOCALES, type Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import type { DownReason } from '../../../src/reports/model/report.ts';
import type { FailureReason } from '../../../src/providers/contract/provider-error.ts';

const FAILURES: Record<FailureReason, true> = {
  rate_limit: true,
  quota_exhausted: true,
  payment_required: true,
  timeout: true,
  network: true,
  proxy: true,
  server_error: true,
  bad_response: true,
  truncated: true,
  empty_answer: true,
  invalid_key: true,
  model_not_found: true,
  too_large: true,
  refused: true,
  bad_request: true,
  aborted: true,
};

const DOWN_REASONS: Record<DownReason, true> = {
  unauthorized: true,
  rate_limited: true,
  quota_exhausted: true,
  payment_required: true,
  timeout: true,
  network: true,
  proxy: true,
  server_error: true,
  model_not_found: true,
  error: true,
};

function readMessages(locale: Locale): Map<string, Pattern> {
  const source = readFileSync(new URL(`../../../locales/${locale}.ftl`, import.meta.url), 'utf8');
  const entries = parse(source, { withSpans: false }).body;
  return new Map(
    entries.flatMap((entry): [string, Pattern][] =>
      entry.type === 'Message' && entry.value ? [[entry.id.name, entry.value]] : [],
    ),
  );
}

function variablesOf(pattern: Pattern): string[] {
  const names = pattern.elements.flatMap((element) =>
    element.type === 'Placeable' && element.expression.type === 'VariableReference'
      ? [element.expression.id.name]
      : [],
  );
  return [...new Set(names)].toSorted();
}

function describeVariables(locale: Locale): Record<string, string[]> {
  return Object.fromEntries([...readMessages(locale)].map(([key, pattern]) => [key, variablesOf(pattern)]));
}

const english = readMessages('en');
const persian = readMessages('fa');
const kebab = (reason: string): string => reason.replaceAll('_', '-');

describe('locale files', () => {
  it.each(LOCALES)(
    '%s.ftl is Fluent by the reference parser, with nothing but texts and variables',
    (locale) => {
      const source = readFileSync(new URL(`../../../locales/${locale}.ftl`, import.meta.url), 'utf8');
      const resource = parse(source, { withSpans: true });
      expect(resource.body.filter((entry) => entry.type === 'Junk')).toEqual([]);
      // A plural selector would be wrong in Persian, where nouns stay singular and 0 counts as one.
      expect(serialize(resource, {})).not.toContain('->');
    },
  );

  it('hold the same messages in the same order', () => {
    expect([...persian.keys()]).toEqual([...english.keys()]);
  });

  it('use the same variables in each message', () => {
    expect(describeVariables('fa')).toEqual(describeVariables('en'));
  });

  it.each(LOCALES)('%s formats every message without a problem', (locale) => {
    const problems: string[] = [];
    const translate = createTranslator(locale, { onProblem: (problem) => problems.push(problem) });
    for (const [key, pattern] of english) {
      const variables = variablesOf(pattern);
      const text = translate(key, Object.fromEntries(variables.map((name) => [name, `<${name}>`])));
      for (const name of variables)
        expect(text).toContain(locale === 'fa' ? isolate(`<${name}>`) : `<${name}>`);
      expect(text).not.toBe(key);
    }
    expect(problems).toEqual([]);
  });

  it('have a text for every way in which a request fails', () => {
    for (const reason of Object.keys(FAILURES)) expect(english.has(`error-${kebab(reason)}`)).toBe(true);
    for (const reason of Object.keys(DOWN_REASONS)) expect(english.has(`reason-${kebab(reason)}`)).toBe(true);
  });

  it('keep within what Telegram takes for menus and toasts', () => {
    for (const locale of LOCALES) {
      const translate = createTranslator(locale);
      for (const key of english.keys()) {
        if (key.startsWith('command-')) expect(translate(key).length).toBeLessThanOrEqual(256);
        if (key.startsWith('toast-')) expect(translate(key).length).toBeLessThanOrEqual(200);
      }
    }
  });

  it('hold no direction marks of their own, and Persian no Arabic letters or Latin punctuation', () => {
    const source = readFileSync(new URL('../../../locales/fa.ftl', import.meta.url), 'utf8');
    expect(stripMarks(source)).toBe(source);
    expect(source).not.toMatch(/[يىك]/);
    expect(source).not.toMatch(/[\u0600-\u06FF] ?[,;?]/);
    // «می شود» and «توکن ها» want a half-space.
    expect(source).not.toMatch(/(^|\s)(ن?می) |\s(ها|های|هایم|هایی)(\s|$)/m);
  });
});
