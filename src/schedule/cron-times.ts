import { Temporal } from 'temporal-polyfill';
import { readCivilTimes, type CivilTimes } from './civil-times.ts';

/** The moments of a schedule. */
export interface CronTimes {
  /** The first moment after `after`; `null` where none comes within the next decades. */
  next(after: Date): Date | null;
}

/** 29 February on a given day of the week comes once in 28 years, and around 2100 once in 40. */
const FARTHEST_MS = 41 * 366 * 86_400_000;

/**
 * The moments of a cron expression in a time zone. As cron(8) of Debian has it, a time that the clock skips is the
 * moment right after the gap, and a time that the clock shows twice is the first of the two; what runs in every hour
 * runs in both.
 */
export function createCronTimes(expression: string, timeZone: string): CronTimes {
  const times = readCivilTimes(expression);
  return {
    next: (after) => {
      const farthest = after.getTime() + FARTHEST_MS;
      let span: Span | null = spanAt(after.getTime() + 1, timeZone);
      for (; span && span.from < farthest; span = span.to === null ? null : spanAt(span.to, timeZone)) {
        const moment = firstIn(times, span, after.getTime() + 1, span.to ?? farthest);
        if (moment !== null) return new Date(moment);
      }
      return null;
    },
  };
}

/** A time during which a zone's clock is not put forward or back. */
interface Span {
  from: number;
  to: number | null;
  /** What is added to UTC in it, and was before it. */
  offset: number;
  offsetBefore: number;
}

function spanAt(instant: number, timeZone: string): Span {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // A change at this very moment is not "previous" to it.
  const began = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const offset = offsetOf(at);
  return {
    from: began?.epochMilliseconds ?? 0,
    to: at.getTimeZoneTransition('next')?.epochMilliseconds ?? null,
    offset,
    offsetBefore: began ? offsetOf(began.subtract({ milliseconds: 1 })) : offset,
  };
}

function firstIn(times: CivilTimes, span: Span, from: number, to: number): number | null {
  const { offset } = span;
  const before = span.from + span.offsetBefore;
  const isRepeating = span.offsetBefore > offset;
  // What the clock skipped is still to come at the beginning; what it shows again has been.
  const begins = isRepeating && times.isEveryHour ? span.from + offset : before;
  const earliest = from <= span.from ? begins : Math.max(from + offset, isRepeating ? begins : -Infinity);
  const civil = times.first(earliest, to + offset);
  return civil === null ? null : Math.max(civil - offset, span.from);
}

function offsetOf(time: Temporal.ZonedDateTime): number {
  return time.offsetNanoseconds / 1_000_000;
}
