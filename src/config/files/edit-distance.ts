/** Letters to add, drop, replace or swap with their neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(nextDistance(rows, row, { a, b, i, j }));
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

interface Place {
  a: string;
  b: string;
  i: number;
  j: number;
}

function nextDistance(rows: readonly number[][], row: readonly number[], { a, b, i, j }: Place): number {
  const at = (back: number, column: number) => rows[i - back]?.[column] ?? Infinity;
  const replaced = at(1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    at(1, j) + 1,
    (row[j - 1] ?? Infinity) + 1,
    replaced,
    isSwapped ? at(2, j - 2) + 1 : Infinity,
  );
}
