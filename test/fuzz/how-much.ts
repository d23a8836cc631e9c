/** How many cases: as many as `npm run fuzz` asks for, a small part of them in the usual run of all tests. */
export function count(usual: number, full = Number(process.env['FUZZ_COUNT'] ?? 0)): number {
  return full > 0 ? full : usual;
}

/** The same cases each time, unless told. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);

/** A file to which each round adds a line of what it did; nowhere, unless told. */
export const REPORT = process.env['FUZZ_REPORT'] ?? '';
