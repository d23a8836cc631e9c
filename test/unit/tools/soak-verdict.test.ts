import { judgeSoak, type SoakWindow } from '../../../src/tools/benchmarks/soak/soak-verdict.ts';

const WINDOWS = 60;

/** Equal windows, except for what `grown` changes by index. */
function windows(grown: (index: number) => Partial<SoakWindow> = () => ({})): SoakWindow[] {
  return Array.from({ length: WINDOWS }, (_, index) => ({
    residentMegabytes: 180 + (index % 3),
    descriptors: 60 + (index % 4),
    threads: 13,
    cpuSeconds: index * 5,
    databaseBytes: index * 360_000,
    chatMs: [1_000, 1_100, 1_200],
    answered: 180,
    unanswered: 0,
    ...grown(index),
  }));
}

const notLevel = (table: string) => [...table.matchAll(/^(.+): NOT LEVEL$/gm)].map(([, what]) => what);

describe('judgeSoak', () => {
  it('is level if the last third resembles the second, whatever the first was', () => {
    const warmingUp = windows((index) => (index < 20 ? { residentMegabytes: 90, chatMs: [5_000] } : {}));
    for (const run of [windows(), warmingUp]) {
      const { isLevel, table } = judgeSoak(run);
      expect({ isLevel, notLevel: notLevel(table) }).toEqual({ isLevel: true, notLevel: [] });
    }
  });

  it.each([
    ['memory', (index: number) => ({ residentMegabytes: 180 + 2 * index })],
    ['descriptors', (index: number) => ({ descriptors: 60 + index })],
    ['threads', (index: number) => ({ threads: 10 + Math.floor(index / 10) })],
    ['latency', (index: number) => ({ chatMs: [1_000 + 30 * index] })],
    ['CPU time per message', (index: number) => ({ cpuSeconds: (index * index) / 10 })],
    ['database bytes per message', (index: number) => ({ databaseBytes: index ** 2 * 6_000 })],
    ['every message answered', (index: number) => ({ unanswered: index === 30 ? 1 : 0 })],
  ])('is not level if one value drifts: %s', (what, grown) => {
    const { isLevel, table } = judgeSoak(windows(grown));
    expect({ isLevel, notLevel: notLevel(table) }).toEqual({ isLevel: false, notLevel: [what] });
  });
});
