/** The number of cases: `usual` in a normal run, or this `part` of FUZZ_COUNT in `npm run fuzz`. */
export function count(usual: number, part = 1): number {
  const asked = Math.ceil(Number(process.env['FUZZ_COUNT'] ?? 0) * part);
  return asked > 0 ? asked : usual;
}

/** The seed; the same unless FUZZ_SEED is set. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);

/** The file (FUZZ_REPORT) to which each round of updates appends a line; empty for none. */
export const REPORT = process.env['FUZZ_REPORT'] ?? '';
