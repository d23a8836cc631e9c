import { median, quantile } from './measure.ts';
import type { SoakAnswers } from './soak-load.ts';
import type { SoakSample } from './soak-sample.ts';

/** A stretch of the run, as it was at its end, and what was answered in it. */
export interface SoakWindow extends SoakSample, SoakAnswers {}

export interface SoakVerdict {
  table: string;
  isLevel: boolean;
}

interface Stretch {
  residentMegabytes: number;
  descriptors: number;
  fewestDescriptors: number;
  threads: number;
  quickMs: number;
  medianMs: number;
  p99Ms: number;
  cpuMsPerMessage: number;
  bytesPerMessage: number;
  answered: number;
  unanswered: number;
}

/**
 * How much more the last third of a run may show than the second. A heap that is cleaned up now and then varies
 * by a few per cent, and a machine that does other work by more. Of that work the quickest quarter of the answers
 * shows least, while a bot that becomes slower is slower with all of them. A crowd's connections are kept for minutes;
 * what is never closed shows in the fewest that are open.
 */
const MOST_GROWTH = { memory: 1.1, descriptors: 5, threads: 1, latency: 1.25, cpu: 1.25, bytes: 1.25 };

/** Compares the second and the last third of the windows; the first is for warming up. */
export function judgeSoak(windows: readonly SoakWindow[]): SoakVerdict {
  const third = Math.floor(windows.length / 3);
  const [first, second, last] = [0, third, windows.length - third].map((from) =>
    summarize(windows.slice(Math.max(0, from - 1), from + third)),
  ) as [Stretch, Stretch, Stretch];
  const checks = compare(second, last);
  const verdicts = checks.map(([what, isLevel]) => `${what}: ${isLevel ? 'level' : 'NOT LEVEL'}\n`);
  return {
    table: `${printTable([first, second, last])}\n${verdicts.join('')}`,
    isLevel: checks.every(([, isLevel]) => isLevel),
  };
}

function compare(second: Stretch, last: Stretch): (readonly [string, boolean])[] {
  const most = MOST_GROWTH;
  return [
    ['memory', last.residentMegabytes <= second.residentMegabytes * most.memory],
    ['descriptors', last.fewestDescriptors <= second.descriptors + most.descriptors],
    ['threads', last.threads <= second.threads + most.threads],
    ['latency', last.quickMs <= second.quickMs * most.latency],
    ['processor time for each message', last.cpuMsPerMessage <= second.cpuMsPerMessage * most.cpu],
    ['database bytes for each message', last.bytesPerMessage <= second.bytesPerMessage * most.bytes],
    ['every message answered', last.unanswered === 0 && second.unanswered === 0],
  ];
}

/** The first window is where the stretch begins: what grew, grew since its end. */
function summarize(windows: readonly SoakWindow[]): Stretch {
  const [start, ...rest] = windows as [SoakWindow, ...SoakWindow[]];
  const end = rest.at(-1) ?? start;
  const middle = (of: (window: SoakWindow) => number) => median(rest.map(of));
  const chatMs = rest.flatMap((window) => window.chatMs);
  const answered = rest.reduce((sum, window) => sum + window.answered, 0);
  return {
    residentMegabytes: middle((window) => window.residentMegabytes),
    descriptors: middle((window) => window.descriptors),
    fewestDescriptors: Math.min(...rest.map((window) => window.descriptors)),
    threads: middle((window) => window.threads),
    quickMs: quantile(chatMs, 0.25),
    medianMs: median(chatMs),
    p99Ms: quantile(chatMs, 0.99),
    cpuMsPerMessage: ((end.cpuSeconds - start.cpuSeconds) * 1000) / answered,
    bytesPerMessage: (end.databaseBytes - start.databaseBytes) / answered,
    answered,
    unanswered: rest.reduce((sum, window) => sum + window.unanswered, 0),
  };
}

function printTable(stretches: readonly Stretch[]): string {
  const row = (what: string, show: (stretch: Stretch) => string) =>
    `| ${[what.padEnd(50), ...stretches.map((stretch) => show(stretch).padStart(12))].join(' | ')} |\n`;
  const names = ['first third', 'second third', 'last third'].map((name) => name.padStart(12));
  return [
    `| ${[''.padEnd(50), ...names].join(' | ')} |\n| --- | --- | --- | --- |\n`,
    row('messages answered', ({ answered }) => `${answered}`),
    row('left unanswered', ({ unanswered }) => `${unanswered}`),
    row('memory (median RSS)', ({ residentMegabytes }) => `${residentMegabytes.toFixed(0)} MB`),
    row('open descriptors (fewest)', ({ fewestDescriptors }) => `${fewestDescriptors}`),
    row('open descriptors (median)', ({ descriptors }) => `${descriptors}`),
    row('threads (median)', ({ threads }) => `${threads}`),
    row('question to whole answer, quickest quarter within', ({ quickMs }) => `${quickMs.toFixed(0)} ms`),
    row('question to whole answer, median', ({ medianMs }) => `${medianMs.toFixed(0)} ms`),
    row('question to whole answer, p99', ({ p99Ms }) => `${p99Ms.toFixed(0)} ms`),
    row('processor time for each message', ({ cpuMsPerMessage }) => `${cpuMsPerMessage.toFixed(1)} ms`),
    row('database bytes for each message', ({ bytesPerMessage }) => bytesPerMessage.toFixed(0)),
  ].join('');
}
