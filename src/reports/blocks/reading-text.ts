import { Count } from '../../localization/count.ts';
import { cleanName, isolate } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/formats/format-date.ts';
import { formatAge, formatRemaining } from '../../localization/formats/format-duration.ts';
import { formatInteger } from '../../localization/formats/format-number.ts';
import { joinParts } from '../../localization/join-list.ts';
import { mayWarn } from '../../usage/quotas/headroom.ts';
import { readingState, type ReadingState } from './reading-state.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { Headroom } from '../model/report.ts';

const UNIT_KEYS: Readonly<Record<Headroom['unit'], string>> = {
  requests: 'quota-requests',
  tokens: 'quota-tokens',
  audio_seconds: 'quota-audio-seconds',
};
const HOUR_MS = 3_600_000;

/** One quota in a sentence: model, unit, window, amount, reset, and whence that is known where `provenance` says it. */
export function readingText(reading: Headroom, provenance: string | null, options: RenderOptions): string {
  const { translate, style, now } = options;
  const state = readingState(reading, now);
  const text = translate('report-reading', {
    model: reading.allModels ? translate('quota-all-models') : cleanName(reading.model),
    unit: translate(UNIT_KEYS[reading.unit]),
    window: translate(`quota-per-${reading.window}`),
    amount: amountText(reading, state, options),
  });
  const parts = [text, resetText(reading, state, options), provenance].filter((part) => part !== null);
  const warns = reading.nearEnd && state !== 'reset';
  return `${warns ? '⚠️ ' : ''}${parts.join(style.locale === 'fa' ? '؛ ' : '; ')}`;
}

/** Where a reading comes from, and its age unless it is of now. */
export function provenanceText(reading: Headroom, { translate, style, now }: RenderOptions): string {
  const age = formatAge(reading.observedAt, now, translate, style);
  const source = translate(`quota-${reading.source}`);
  if (readingState(reading, now) === 'stale')
    return joinParts([source, translate('quota-stale', { age })], style.locale);
  return age === translate('time-just-now') ? source : joinParts([source, isolate(age)], style.locale);
}

function amountText(reading: Headroom, state: ReadingState, options: RenderOptions): string {
  const { translate, style } = options;
  const limit = reading.limit === null ? null : formatInteger(reading.limit, style);
  const remaining = reading.remaining === null ? null : formatInteger(reading.remaining, style);
  if (!mayWarn(reading)) return guessText(reading, options);
  if (remaining !== null && state !== 'reset') {
    const amount = limit === null ? remaining : translate('quota-of', { left: remaining, limit });
    const { endsAt, endsBeforeReset } = reading;
    if (!endsAt || !endsBeforeReset || state === 'stale') return translate('quota-left', { amount });
    return translate('quota-left-ending', { amount, time: momentText(endsAt, options) });
  }
  if (limit !== null) return translate('quota-left-unknown', { limit });
  if (reading.used === null) return translate('report-unknown');
  return translate('quota-used', { count: new Count(reading.used, style) });
}

/** What we counted, beside a limit that nobody vouches for: such a limit says nothing of what is left. */
function guessText({ used, limit }: Headroom, { translate, style }: RenderOptions): string {
  const count = new Count(used ?? 0, style);
  if (limit === null) return translate('quota-used', { count });
  return translate('quota-used-guess', { count, limit: formatInteger(limit, style) });
}

function resetText(reading: Headroom, state: ReadingState, options: RenderOptions): string | null {
  if (!reading.resetAt) return null;
  if (state === 'reset') return options.translate('quota-reset-passed');
  return options.translate('quota-resets', { time: momentText(reading.resetAt, options) });
}

// Reports may be read long after they were sent, so distant times include the time of day.
function momentText(moment: Date, { translate, style, now }: RenderOptions): string {
  const remaining = formatRemaining(moment, now, translate, style);
  if (moment.getTime() - now.getTime() < HOUR_MS) return remaining;
  return `${isolate(remaining)} (${isolate(timeOrDateTime(moment, now, style))})`;
}
