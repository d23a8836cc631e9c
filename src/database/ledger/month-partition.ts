/** A calendar month in UTC, as `2026-12`. */
export type Month = string;

/** A part of `ai_usage_tracking`: the requests whose time is in `[from, to)`. */
export interface Partition {
  name: string;
  /** `null`: from the beginning. */
  from: Date | null;
  to: Date;
}

/** Where requests go that no other part takes. */
export const OTHER_PARTITION = 'ai_usage_tracking_other';

/** The month that `at` is in, and as many after it. */
export function monthsFrom(at: Date, ahead: number): Month[] {
  return Array.from({ length: ahead + 1 }, (_, index) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + index, 1)).toISOString().slice(0, 7),
  );
}

/** The part that holds one month. */
export function partitionOf(month: Month): Partition {
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  return { name: `ai_usage_tracking_${month.replace('-', '_')}`, from, to };
}

/** The part that PostgreSQL describes like this; `null` for the one that takes what no other does. */
export function parsePartition(name: string, bound: string): Partition | null {
  const match = /FROM \((?:MINVALUE|'([0-9a-f-]+)')\) TO \('([0-9a-f-]+)'\)/.exec(bound);
  if (!match?.[2]) return null;
  return { name, from: match[1] ? timeOf(match[1]) : null, to: timeOf(match[2]) };
}

/** Whether a part holds all of another. */
export function covers(whole: Partition, part: Partition): boolean {
  return (whole.from === null || (part.from !== null && whole.from <= part.from)) && part.to <= whole.to;
}

function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
