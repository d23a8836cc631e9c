import { Temporal } from 'temporal-polyfill';
import { addDays, startOfDay, type Day } from '../../foundation/day.ts';
import { pickByWeight, type Random } from './random.ts';

/** How busy each hour of a day is, from midnight: quiet nights, a lunch break, busy evenings. */
const WORKDAY = [4, 2, 1, 1, 1, 1, 2, 5, 9, 12, 13, 12, 8, 8, 11, 12, 11, 10, 10, 12, 15, 17, 14, 8];
const WEEKEND = [8, 5, 3, 1, 1, 1, 1, 2, 3, 5, 8, 9, 9, 8, 8, 9, 10, 11, 12, 14, 17, 18, 16, 12];
/** A weekend's requests, compared with those of a workday. */
const WEEKEND_SHARE = 0.55;
/** A group that grows writes this much more at the end than at the start. */
const GROWTH = 0.5;
/** Some days everybody talks about the same thing. */
const BUSY_DAY = { chance: 0.08, factor: 2 };

/** Zones where people rest on Thursday and Friday; elsewhere on Saturday and Sunday. */
const RESTING_ON_FRIDAY = ['Asia/Tehran', 'Iran', 'Asia/Kabul'];
const HOUR_MS = 3_600_000;

export interface Rhythm {
  requests: number;
  days: readonly Day[];
  now: Date;
  timeZone: string;
}

/** How many of the requests fall on each day; of today only what its hours so far would have. The sum is exact. */
export function spreadOverDays({ requests, days, now, timeZone }: Rhythm, random: Random): number[] {
  const weights = days.map((day, index) => {
    const growth = 1 + (GROWTH * index) / Math.max(1, days.length - 1);
    const noise = 0.65 + 0.7 * random();
    const burst = random() < BUSY_DAY.chance ? BUSY_DAY.factor : 1;
    const share = isWeekend(day, timeZone) ? WEEKEND_SHARE : 1;
    return share * growth * noise * burst * elapsedShare(day, now, timeZone);
  });
  return apportion(requests, weights);
}

/** Moments of one day up to `now`, in their order. */
export function timesOfDay(
  day: Day,
  count: number,
  { now, timeZone }: Pick<Rhythm, 'now' | 'timeZone'>,
  random: Random,
): Date[] {
  const start = startOfDay(day, timeZone).getTime();
  const end = Math.min(startOfDay(addDays(day, 1), timeZone).getTime(), now.getTime() + 1);
  const elapsed = (end - start) / HOUR_MS;
  const weights = hoursUntil(hoursOf(day, timeZone), elapsed);
  const times = Array.from({ length: count }, () => {
    const hour = pickByWeight(weights, random);
    const within = random() * Math.min(1, Math.max(0, elapsed - hour));
    return Math.min(end - 1, start + Math.floor((hour + within) * HOUR_MS));
  });
  return times.toSorted((a, b) => a - b).map((time) => new Date(time));
}

/** Whether people rest on this day. */
export function isWeekend(day: Day, timeZone: string): boolean {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return (RESTING_ON_FRIDAY.includes(timeZone) ? [4, 5] : [6, 7]).includes(dayOfWeek);
}

function hoursOf(day: Day, timeZone: string): readonly number[] {
  return isWeekend(day, timeZone) ? WEEKEND : WORKDAY;
}

function elapsedShare(day: Day, now: Date, timeZone: string): number {
  const hours = hoursOf(day, timeZone);
  const elapsed = (now.getTime() - startOfDay(day, timeZone).getTime()) / HOUR_MS;
  // At midnight, too, a history of one day has its requests.
  return Math.max(1e-6, sum(hoursUntil(hours, elapsed)) / sum(hours));
}

/** The weights of the hours so far, the current one as far as it has gone. */
function hoursUntil(hours: readonly number[], elapsed: number): number[] {
  return hours.map((weight, hour) => weight * Math.min(1, Math.max(0, elapsed - hour)));
}

/** Whole numbers in proportion to the weights whose sum is `total`. */
function apportion(total: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const until = Math.round((total * before) / all);
    const count = until - given;
    given = until;
    return count;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
