const MOST_STEPS = 4;

/** What an axis measures: whole things, or at least so much where nothing was used. */
export interface AxisUnit {
  isWhole: boolean;
  /** How far up an axis goes when all amounts are 0. */
  least: number;
}

/** Round amounts at equal distances, from 0 to the first that is not below `most`. */
export function roundAmounts(most: number, { isWhole, least }: AxisUnit): number[] {
  const rough = Math.max(most / MOST_STEPS, isWhole || most <= 0 ? least : 0);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = roundSteps(power).find((one) => one >= rough * (1 - 1e-9)) ?? rough;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  // Ten to a negative power is no exact number, and 0.3000…04 is no round one.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Half a request is none: small steps are whole. */
function roundSteps(power: number): number[] {
  const factors = power === 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  return factors.map((factor) => factor * power);
}

/** At most `most` of `count` positions, evenly spread and including the last. */
export function spread(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  const positions: number[] = [];
  for (let position = count - 1; position >= 0; position -= step) positions.unshift(position);
  return positions;
}
