import { createTask, parse } from 'node-cron';

/** The times on a wall clock that a cron expression names, as if that clock never changed. */
export interface CivilTimes {
  /** The first of them from `from` on, but before `until`; `null` where there is none. Both as if the clock showed UTC. */
  first(from: number, until: number): number | null;
  /** Whether it names every hour of a day, so that it means an interval rather than an hour. */
  isEveryHour: boolean;
}

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Reads a cron expression of five or six fields; node-cron decides what each field means. */
export function readCivilTimes(expression: string): CivilTimes {
  const { month, ...parsed } = parse(expression);
  const { second, minute, hour } = inOrder(parsed);
  // Only it knows which days "the last Friday" is; it never starts.
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  void task.destroy();
  const [firstTime] = timesOf({ hour, minute, second }, 0);
  const isItsDay = (midnight: number) =>
    month.includes(new Date(midnight).getUTCMonth() + 1) &&
    firstTime !== undefined &&
    task.match(new Date(midnight + firstTime));
  return {
    isEveryHour: hour.length === 24,
    first: (from, until) => {
      const start = Math.ceil(from / SECOND_MS) * SECOND_MS;
      for (let midnight = midnightOf(start); midnight < until; midnight += DAY_MS) {
        if (!isItsDay(midnight)) continue;
        for (const time of timesOf({ hour, minute, second }, start - midnight))
          return midnight + time < until ? midnight + time : null;
      }
      return null;
    },
  };
}

/** A range that goes on after midnight, `22-2`, begins with its last hours. */
function inOrder({ hour, minute, second }: Fields): Fields {
  const [hours, minutes, seconds] = [hour, minute, second].map((field) =>
    [...new Set(field)].toSorted((a, b) => a - b),
  );
  return { hour: hours ?? [], minute: minutes ?? [], second: seconds ?? [] };
}

type Fields = Readonly<Record<'hour' | 'minute' | 'second', readonly number[]>>;

/** The times of a day in milliseconds, in order, from `from` on. */
function* timesOf({ hour, minute, second }: Fields, from: number): Generator<number, void, undefined> {
  for (const hours of hour) {
    if ((hours + 1) * 3_600_000 <= from) continue;
    for (const minutes of minute) {
      const time = hours * 3_600_000 + minutes * 60_000;
      if (time + 60_000 <= from) continue;
      for (const seconds of second) if (time + seconds * SECOND_MS >= from) yield time + seconds * SECOND_MS;
    }
  }
}

function midnightOf(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}
