import type { PicoUsd } from '../../foundation/money/money.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { PriceList } from '../prices/price-list.ts';

/** A call before it is made. */
export interface PlannedCall {
  provider: ProviderId;
  model: string;
  promptTokens: number;
  completionTokens: number;
  /** Seconds of a recording; `null` for any other call. */
  audioSeconds: number | null;
  at: Date;
}

/** The most that a call can cost: nothing is cached, and all of the answer is of the dearer kind. */
export function worstCost(prices: Pick<PriceList, 'cost'>, call: PlannedCall): PicoUsd {
  const costs = [0, call.completionTokens].map(
    (reasoningTokens) => prices.cost({ ...call, cachedTokens: 0, reasoningTokens }).picoUsd,
  );
  return costs.reduce((most, cost) => (cost > most ? cost : most));
}

/** How many tokens of answer, `most` at most, are certain to cost no more than `room` together with the prompt. */
export function outputWithin(
  prices: Pick<PriceList, 'cost'>,
  call: Omit<PlannedCall, 'completionTokens'>,
  most: number,
  room: PicoUsd,
): number {
  const fits = (completionTokens: number) => worstCost(prices, { ...call, completionTokens }) <= room;
  if (fits(most)) return most;
  let [fitting, tooMany] = [0, most];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}
