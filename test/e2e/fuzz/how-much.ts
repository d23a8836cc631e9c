/** How many cases: a part of what `npm run fuzz` asks for in FUZZ_COUNT, `usual` in the usual run of all tests. */
export function count(usual: number, part = 1): number {
  const asked = Math.ceil(Number(process.env['FUZZ_COUNT'] ?? 0) * part);
  return asked > 0 ? asked : usual;
}

/** The same cases each time, unless FUZZ_SEED tells another one. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);

/** A file, FUZZ_REPORT, to which each round of updates adds a line of what it did; nowhere, unless told. */
export const REPORT = process.env['FUZZ_REPORT'] ?? '';
