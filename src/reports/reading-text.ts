import { cleanName, isolate } from '../localization/direction.ts';
import { formatDate, formatTime } from '../localization/format-date.ts';
import { formatAge, formatRemaining } from '../localization/format-duration.ts';
import { formatInteger } from '../localization/format-number.ts';
import { readingState, type ReadingState } from './reading-state.ts';
import type { RenderOptions } from './render-options.ts';
import type { Headroom } from './report.ts';

const UNIT_KEYS: Readonly<Record<Headroom['unit'], string>> = {
  requests: 'quota-requests',
  tokens: 'quota-tokens',
  audio_seconds: 'quota-audio-seconds',
};
const HOUR_MS = 3_600_000;

/** What is left of one quota, in a sentence: model, unit, window, amount, reset, source and age. */
export function readingText(reading: Headroom, options: RenderOptions): string {
  const { translate, style, now } = options;
  const state = readingState(reading, now);
  const age = formatAge(reading.observedAt, now, translate, style);
  const parts = {
    model: cleanName(reading.model),
    unit: translate(UNIT_KEYS[reading.unit]),
    window: translate(`quota-per-${reading.window}`),
    amount: amountText(reading, state, options),
    source: translate(`quota-${reading.source}`),
    age: state === 'stale' ? translate('quota-stale', { age }) : age,
  };
  const reset = resetText(reading, state, options);
  const text = reset
    ? translate('report-reading', { ...parts, reset })
    : translate('report-reading-no-reset', parts);
  return reading.nearEnd && state !== 'reset' ? `⚠️ ${text}` : text;
}

function amountText(reading: Headroom, state: ReadingState, { translate, style }: RenderOptions): string {
  const limit = reading.limit === null ? null : formatInteger(reading.limit, style);
  const remaining = reading.remaining === null ? null : formatInteger(reading.remaining, style);
  if (remaining !== null && state !== 'reset') {
    return translate('quota-left', { amount: limit === null ? remaining : `${remaining} / ${limit}` });
  }
  if (limit !== null) return translate('quota-left-unknown', { limit });
  if (reading.used === null) return translate('report-unknown');
  return translate('quota-used', { count: formatInteger(reading.used, style) });
}

function resetText(reading: Headroom, state: ReadingState, options: RenderOptions): string | null {
  if (!reading.resetAt) return null;
  if (state === 'reset') return options.translate('quota-reset-passed');
  return options.translate('quota-resets', { time: resetTime(reading.resetAt, options) });
}

// Reports are also read long after they came, so a reset that is far away gets its time of day.
function resetTime(resetAt: Date, { translate, style, now }: RenderOptions): string {
  const remaining = formatRemaining(resetAt, now, translate, style);
  if (resetAt.getTime() - now.getTime() < HOUR_MS) return remaining;
  const [today, date, time] = [
    formatDate(now, style),
    formatDate(resetAt, style),
    formatTime(resetAt, style),
  ];
  return `${remaining} (${isolate(date === today ? time : `${date} ${time}`)})`;
}
