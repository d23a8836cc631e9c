/** The value below which `share` of the measurements lie. */
export function quantile(measurements: readonly number[], share: number): number {
  const sorted = measurements.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(measurements: readonly number[]): number {
  return quantile(measurements, 0.5);
}

/** The milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Runs `work` `times` times, one run after the other. */
export async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const measurements: number[] = [];
  for (let run = 0; run < times; run++) measurements.push(await work());
  return measurements;
}

export interface Line {
  what: string;
  measured: string;
  reference: string;
  /** Measured divided by reference. */
  ratio: number;
}

/** Formats a line of the benchmark report. */
export function printLine({ what, measured, reference, ratio }: Line): string {
  return `${what.padEnd(66)} ${measured.padStart(22)}   ${ratio.toFixed(2)}× of ${reference}\n`;
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
