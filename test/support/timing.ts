/** How many times as long `measured` takes as `reference`, by the quickest of many alternating runs of each. */
export function ratioOf(measured: () => unknown, reference: () => unknown, rounds = 30): number {
  const quickest = { measured: Infinity, reference: Infinity };
  for (let round = 0; round < rounds; round++) {
    quickest.measured = Math.min(quickest.measured, durationOf(measured));
    quickest.reference = Math.min(quickest.reference, durationOf(reference));
  }
  return quickest.measured / quickest.reference;
}

/** Processor time: what else the machine does meanwhile is not counted. */
function durationOf(work: () => unknown): number {
  const startedAt = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(startedAt);
  return user + system;
}
