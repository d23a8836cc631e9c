import { readdirSync, readFileSync } from 'node:fs';
import { parse } from '@fluent/syntax';
import { LOCALES, type Locale } from '../../../src/localization/locale.ts';
import type { FailureStatus } from '../../../src/providers/contract/provider-error.ts';
import type { ChangeCause } from '../../../src/usage/reading/compare-periods.ts';
import type { QuotaWindow, RateLimit } from '../../../src/providers/contract/provider.ts';
import type { DownReason, Headroom, ProviderReport } from '../../../src/reports/model/report.ts';

const SOURCE = new URL('../../../src/', import.meta.url);
const NO_TEXTS = /^(?:database|tools|providers)\//;

type Kebab<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Kebab<Tail>}`
  : Name;

// Keys that the code puts together: of each, every ending that its type knows.
const REASONS: Record<Kebab<DownReason>, true> = {
  unauthorized: true,
  'rate-limited': true,
  'quota-exhausted': true,
  'payment-required': true,
  timeout: true,
  network: true,
  proxy: true,
  'server-error': true,
  'model-not-found': true,
  error: true,
};
const WINDOWS: Record<QuotaWindow, true> = { minute: true, hour: true, day: true, month: true };
const SOURCES: Record<Headroom['source'] | RateLimit['source'], true> = {
  reported: true,
  counted: true,
  learned: true,
};
const TELEMETRY: Record<ProviderReport['telemetry'], true> = { usage: true, counted: true, headers: true };

/** By what the code writes before `${`. */
const CAUSES: Readonly<Record<ChangeCause, true>> = {
  more_requests: true,
  fewer_requests: true,
  longer_requests: true,
  shorter_requests: true,
  dearer_models: true,
  cheaper_models: true,
};

const STATUSES: Readonly<Record<FailureStatus, true>> = {
  rate_limited: true,
  timeout: true,
  unavailable: true,
  invalid_request: true,
  unauthorized: true,
  blocked: true,
  interrupted: true,
  error: true,
};

const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'reason-': Object.keys(REASONS),
  'quota-per-': Object.keys(WINDOWS),
  'quota-': Object.keys(SOURCES),
  'report-telemetry-': Object.keys(TELEMETRY),
  'cause-': Object.keys(CAUSES).map((cause) => cause.replaceAll('_', '-')),
  'receipt-source-': ['override', 'catalogue', 'flat'],
  'status-': Object.keys(STATUSES).map((status) => status.replaceAll('_', '-')),
};

function keysOf(locale: Locale): string[] {
  const source = readFileSync(new URL(`../../../locales/${locale}.ftl`, import.meta.url), 'utf8');
  const entries = parse(source, { withSpans: false }).body;
  return entries.flatMap((entry) => (entry.type === 'Message' ? [entry.id.name] : []));
}

function readSource(): string {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !NO_TEXTS.test(file))
    .map((file) => readFileSync(new URL(file, SOURCE), 'utf8'))
    .join('\n');
}

const keys = keysOf('en');
const source = readSource();
const literals = new Set(Array.from(source.matchAll(/'([a-z]+(?:-[a-z0-9]+)*)'/g), ([, text = '']) => text));
const composed = Object.entries(COMPOSED).flatMap(([prefix, endings]) =>
  endings.map((ending) => `${prefix}${ending}`),
);

describe('the keys of the locale files', () => {
  it.each(LOCALES)('are the same in %s', (locale) => {
    expect(keysOf(locale).toSorted()).toEqual(keys.toSorted());
  });

  it('are all used by the code', () => {
    expect(keys.filter((key) => !literals.has(key) && !composed.includes(key))).toEqual([]);
  });

  it('hold every key that the code names', () => {
    const families = new Set(keys.filter((key) => key.includes('-')).map((key) => key.split('-')[0]));
    const named = [...literals].filter((text) => text.includes('-') && families.has(text.split('-')[0]));
    expect(named.length).toBeGreaterThan(100);
    expect([...named, ...composed].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('are put together only where this test knows of it', () => {
    const prefixes = Array.from(source.matchAll(/translate\(\s*`([a-z-]+)\$\{/g), ([, prefix]) => prefix);
    expect(prefixes.length).toBeGreaterThan(0);
    expect(prefixes.filter((prefix) => !Object.hasOwn(COMPOSED, prefix ?? ''))).toEqual([]);
  });
});
