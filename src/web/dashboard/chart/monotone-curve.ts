export type Point = readonly [x: number, y: number];

/**
 * The path of a curve through points from left to right, without its `M`: monotone cubic interpolation (Steffen,
 * 1990), which never swings beyond the points as other splines do. Recharts draws its `monotone` curves so.
 */
export function monotoneCurve(points: readonly Point[]): string {
  const slopes = slopesOf(points);
  const pieces = points.slice(1).map(([x, y], index) => {
    const [x0, y0] = points[index]!;
    const third = (x - x0) / 3;
    const first = [x0 + third, y0 + third * slopes[index]!];
    const second = [x - third, y - third * slopes[index + 1]!];
    return `C${[...first, ...second, x, y].map(round).join()}`;
  });
  return `${points[0]!.map(round).join()}${pieces.join('')}`;
}

function slopesOf(points: readonly Point[]): number[] {
  const secants = points.slice(1).map(([x, y], index) => {
    const [x0, y0] = points[index]!;
    return (y - y0) / (x - x0);
  });
  const inner = secants.slice(1).map((after, index) => {
    const before = secants[index]!;
    const signs = Math.sign(before) + Math.sign(after);
    // The points are at equal distances, so the parabola's slope is the mean of both secants.
    return signs * Math.min(Math.abs(before), Math.abs(after), Math.abs(before + after) / 4);
  });
  const [first = 0] = secants;
  const last = secants.at(-1) ?? 0;
  return [endSlope(first, inner[0]), ...inner, endSlope(last, inner.at(-1))];
}

function endSlope(secant: number, neighbour = secant): number {
  return (3 * secant - neighbour) / 2;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
