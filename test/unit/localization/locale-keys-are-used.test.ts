import { ADMIN_CHAT_REMEDIES } from '../../../src/telegram/admin/admin-chat-problem.ts';
import { readdirSync, readFileSync } from 'node:fs';
import type { FailureStatus } from '../../../src/providers/contract/ending.ts';
import type { ChangeCause } from '../../../src/usage/reading/compare-periods.ts';
import type { CostSource } from '../../../src/usage/prices/price-list.ts';
import type { ActionType } from '../../../src/usage/ledger/booking.ts';
import type { QuotaWindow, RateLimit } from '../../../src/providers/contract/measurement.ts';
import type { Headroom, ProviderReport } from '../../../src/reports/model/report.ts';
import { nameOf } from '../../../src/web/dashboard/words/name-of.ts';
import { DOWN_REASONS, FAILURE_REASONS, kebab } from '../../support/failure-reasons.ts';
import { readMessages, referredBy, type MessageFile } from '../../support/read-messages.ts';

const SOURCE = new URL('../../../src/', import.meta.url);
const DASHBOARD = /^web\/dashboard\/(?!words\/generated\/)/;
/** Durations and the like, which both write. */
const SHARED = /^localization\//;
const NO_TEXTS = /^(?:database|tools|providers|web\/dashboard)\//;
/** What the first script of the dashboard is made of. */
const FIRST_SCRIPT =
  /^(?:web\/dashboard\/(?:first-view\.ts|(?:chart|words)\/[^/]+\.ts)|localization\/formats\/format-short-day\.ts)$/;

// Keys that the code puts together: of each, every ending that its type knows.
const REASONS = DOWN_REASONS.map(kebab);
/** Reasons that need no remedy, and have none. */
const PASSING = ['rate-limited', 'quota-exhausted', 'server-error'];
const WINDOWS: Record<QuotaWindow, true> = { minute: true, hour: true, day: true, month: true };
const SOURCES: Record<Headroom['source'] | RateLimit['source'], true> = {
  reported: true,
  counted: true,
  learned: true,
};
const TELEMETRY: Record<ProviderReport['telemetry'], true> = { usage: true, counted: true, headers: true };

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

const COST_SOURCES: Readonly<Record<CostSource, true>> = {
  override: true,
  reported: true,
  listing: true,
  catalogue: true,
  flat: true,
};

/** By what the code writes before `${`. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'reason-': REASONS,
  'remedy-': REASONS.filter((reason) => !PASSING.includes(reason)),
  'error-': FAILURE_REASONS.map(kebab),
  'quota-per-': Object.keys(WINDOWS),
  'quota-': Object.keys(SOURCES),
  'report-telemetry-': Object.keys(TELEMETRY),
  'cause-': Object.keys(CAUSES).map((cause) => cause.replaceAll('_', '-')),
  'admin-chat-': Object.keys(ADMIN_CHAT_REMEDIES),
  'access-state-': ['admin', 'allowed', 'open'],
  'receipt-source-': Object.keys(COST_SOURCES),
  'status-': Object.keys(STATUSES).map((status) => status.replaceAll('_', '-')),
};

const ACTIONS: Readonly<Record<ActionType, true>> = {
  Chat: true,
  VoiceCommand: true,
  Transcription: true,
  Vision: true,
};

function readSource(isPart: (file: string) => boolean): string {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && isPart(file))
    .map((file) => readFileSync(new URL(file, SOURCE), 'utf8'))
    .join('\n');
}

function literalsOf(source: string): Set<string> {
  return new Set(Array.from(source.matchAll(/['"]([a-z]+(?:-[a-z0-9]+)*)['"]/g), ([, text = '']) => text));
}

/** What the dashboard's code names: whole keys, and the beginnings and ends of keys, of which types know the middle. */
function namedByDashboard(source: string): (key: string) => boolean {
  const literals = literalsOf(source);
  const templates = [...source.matchAll(/`([a-z-]+-)\$\{[^`]*?\}([a-z-]*)`/g)];
  const families = [...source.matchAll(/nameOf\('([a-z]+)'/g)].map(([, family]) => ['', `${family}-`, '']);
  const ends = [...templates, ...families].map(([, start = '', end = '']) => ({ start, end }));
  return (key) =>
    literals.has(key) || ends.some(({ start, end }) => start && key.startsWith(start) && key.endsWith(end));
}

/** Those of the files' keys that code names, or that a message refers to which is used itself. */
function usedKeys(files: readonly MessageFile[], isNamed: (key: string) => boolean): Set<string> {
  const patterns = readMessages('en', ...files);
  const named = [...patterns].filter(([key]) => isNamed(key));
  return new Set(named.flatMap(([key, pattern]) => [key, ...referredBy(pattern, patterns)]));
}

const keys = [...readMessages('en', 'shared', 'bot').keys()];
const source = readSource((file) => !NO_TEXTS.test(file));
const literals = literalsOf(source);
const composed = Object.entries(COMPOSED).flatMap(([prefix, endings]) =>
  endings.map((ending) => `${prefix}${ending}`),
);
const usedByBot = usedKeys(['shared', 'bot'], (key) => literals.has(key) || composed.includes(key));
const usedByDashboard = usedKeys(
  ['shared', 'dashboard', 'first-view'],
  namedByDashboard(readSource((file) => DASHBOARD.test(file) || SHARED.test(file))),
);

describe('the keys of the locale files', () => {
  it('are all used: by the bot, by the dashboard, and what they share by both', () => {
    const unused = (files: MessageFile[], used: ReadonlySet<string>) =>
      [...readMessages('en', ...files).keys()].filter((key) => !used.has(key));
    expect(unused(['shared', 'bot'], usedByBot)).toEqual([]);
    expect(unused(['shared', 'dashboard', 'first-view'], usedByDashboard)).toEqual([]);
  });

  it('are in the first script of the dashboard only where it needs them', () => {
    const isNamed = namedByDashboard(readSource((file) => FIRST_SCRIPT.test(file)));
    const used = usedKeys(['first-view'], isNamed);
    expect([...readMessages('en', 'first-view').keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it('hold every key that the code of the bot names', () => {
    const families = new Set(keys.filter((key) => key.includes('-')).map((key) => key.split('-')[0]));
    const named = [...literals].filter((text) => text.includes('-') && families.has(text.split('-')[0]));
    expect(named.length).toBeGreaterThan(100);
    expect([...named, ...composed].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('hold a word of the dashboard for every action and every failure', () => {
    const pages = readMessages('en', 'shared', 'dashboard');
    const translate = (key: string) => (pages.has(key) ? `the word for ${key}` : key);
    const wordless = (kind: 'action' | 'status', names: object) =>
      Object.keys(names).filter((name) => nameOf(kind, name, { translate }) === name);
    expect([...wordless('action', ACTIONS), ...wordless('status', STATUSES)]).toEqual([]);
    expect(nameOf('status', 'no_such_status', { translate })).toBe('no_such_status');
  });

  it('are put together only where this test knows of it', () => {
    const prefixes = Array.from(source.matchAll(/translate\(\s*`([a-z-]+)\$\{/g), ([, prefix]) => prefix);
    expect(prefixes.length).toBeGreaterThan(0);
    expect(prefixes.filter((prefix) => !Object.hasOwn(COMPOSED, prefix ?? ''))).toEqual([]);
  });
});
