/** A round axis maximum of at least `highest`: 1, 2, 2.5 or 5 times a power of ten. */
export function niceTop(highest: number): number {
  if (!(highest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

/** At most `most` of `count` positions, evenly spread and including the last. */
export function spread(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  const positions: number[] = [];
  for (let position = count - 1; position >= 0; position -= step) positions.unshift(position);
  return positions;
}
