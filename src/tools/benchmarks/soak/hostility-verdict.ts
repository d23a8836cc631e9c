import { median, quantile } from '../measure.ts';

/** The answers that others got in a stretch of time. */
export interface Stretch {
  /** Whether the hostile ones were at work. */
  hostile: boolean;
  chatMs: readonly number[];
  unanswered: number;
}

export interface HostilityVerdict {
  table: string;
  /** Whether others got all their answers, and nearly as fast as without the hostile ones. */
  isFair: boolean;
}

/** What the hostile ones may cost others, at the median and at p99. */
const MOST_RATIO = 1.2;

/** Compares what others waited with and without hostile people, in the same run. */
export function judgeHostility(stretches: readonly Stretch[]): HostilityVerdict {
  const without = stretches.filter(({ hostile }) => !hostile).flatMap(({ chatMs }) => chatMs);
  const beside = stretches.filter(({ hostile }) => hostile).flatMap(({ chatMs }) => chatMs);
  const unanswered = stretches.reduce((sum, stretch) => sum + stretch.unanswered, 0);
  const rows = [
    { name: 'median', of: median },
    { name: 'p99', of: (chatMs: readonly number[]) => quantile(chatMs, 0.99) },
  ].map(({ name, of }) => ({
    name,
    alone: of(without),
    beside: of(beside),
    ratio: of(beside) / of(without),
  }));
  const lines = rows.map(
    ({ name, alone, beside: ms, ratio }) =>
      `| ${name} | ${alone.toFixed(0)} ms | ${ms.toFixed(0)} ms | ${ratio.toFixed(2)} |\n`,
  );
  return {
    table: [
      '| question to complete answer | without hostile people | beside them | ratio |\n| --- | --- | --- | --- |\n',
      ...lines,
      `| answered | ${without.length} | ${beside.length} | |\n\n${unanswered} of the others' questions unanswered\n`,
    ].join(''),
    isFair: unanswered === 0 && rows.every(({ ratio }) => ratio <= MOST_RATIO),
  };
}
