import { median, quantile } from '../measure.ts';
import type { SoakAnswers } from './soak-load.ts';
import type { SoakSample } from './soak-sample.ts';

/** A window of the run: the resources at its end and its answers. */
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
 * The growth from the second to the last third that still counts as level. Garbage collection varies memory
 * by a few per cent, and other work on the machine varies more. Other work affects the fastest quarter of
 * answers least, while a bot that slows down slows all of them. A crowd's connections stay open for minutes;
 * a leak shows in the minimum of open descriptors.
 */
const MOST_GROWTH = { memory: 1.1, descriptors: 5, threads: 1, latency: 1.25, cpu: 1.25, bytes: 1.25 };

/** Compares the second and the last third of the windows; the first is warm-up. */
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
    ['CPU time per message', last.cpuMsPerMessage <= second.cpuMsPerMessage * most.cpu],
    ['database bytes per message', last.bytesPerMessage <= second.bytesPerMessage * most.bytes],
    ['every message answered', last.unanswered === 0 && second.unanswered === 0],
  ];
}

/** The first window only marks the start, from which growth is measured. */
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
    row('unanswered', ({ unanswered }) => `${unanswered}`),
    row('memory (median RSS)', ({ residentMegabytes }) => `${residentMegabytes.toFixed(0)} MB`),
    row('open descriptors (minimum)', ({ fewestDescriptors }) => `${fewestDescriptors}`),
    row('open descriptors (median)', ({ descriptors }) => `${descriptors}`),
    row('threads (median)', ({ threads }) => `${threads}`),
    row('question to complete answer, fastest quarter within', ({ quickMs }) => `${quickMs.toFixed(0)} ms`),
    row('question to complete answer, median', ({ medianMs }) => `${medianMs.toFixed(0)} ms`),
    row('question to complete answer, p99', ({ p99Ms }) => `${p99Ms.toFixed(0)} ms`),
    row('CPU time per message', ({ cpuMsPerMessage }) => `${cpuMsPerMessage.toFixed(1)} ms`),
    row('database bytes per message', ({ bytesPerMessage }) => bytesPerMessage.toFixed(0)),
  ].join('');
}
