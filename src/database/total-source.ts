const ESTIMATED = '_estimated';

/** The price source by which daily totals are kept apart: costs of estimated tokens have their own rows. */
export function totalSource(row: { costSource: string | null; tokensEstimated: boolean }): string {
  if (row.costSource === null) return 'none';
  return row.tokensEstimated ? `${row.costSource}${ESTIMATED}` : row.costSource;
}

/** What a row of daily totals says of its price source. */
export function readTotalSource(text: string): { source: string; estimated: boolean } {
  const estimated = text.endsWith(ESTIMATED);
  return { source: estimated ? text.slice(0, -ESTIMATED.length) : text, estimated };
}
