/** How many times as long `measured` takes as `reference`, by the quickest of many alternating runs of each. */
export function ratioOf(measured: () => unknown, reference: () => unknown, rounds = 30): number {
  const quickest = { measured: Infinity, reference: Infinity };
  for (let round = 0; round < rounds; round++) {
    quickest.measured = Math.min(quickest.measured, durationOf(measured));
    quickest.reference = Math.min(quickest.reference, durationOf(reference));
  }
  return quickest.measured / quickest.reference;
}

function durationOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
