import { asRecord } from '../contract/as-record.ts';

/** Dollars that no single answer costs. */
const HIGHEST = 1_000;

/**
 * What a usage object says that its answer cost, in US dollars; `null` when it says nothing that can be believed.
 * OpenRouter's `cost` is in credits, each a dollar; with a key of the account's own at the upstream service (`is_byok`)
 * it is only the fee, and `cost_details` names the rest (https://openrouter.ai/docs/use-cases/usage-accounting).
 * Perplexity puts its sum into `cost.total_cost`.
 */
export function readReportedCost(usage: unknown): number | null {
  const { cost, is_byok: isByok, cost_details: details } = asRecord(usage);
  const charged = dollars(cost) ?? dollars(asRecord(cost)['total_cost']);
  if (charged === null) return null;
  return charged + (isByok === true ? (dollars(asRecord(details)['upstream_inference_cost']) ?? 0) : 0);
}

function dollars(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= HIGHEST ? value : null;
}
