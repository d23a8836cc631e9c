import type { Measurement, TokenUsage } from '../../providers/contract/measurement.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Booking } from './booking.ts';

/** The tokens of a row: each number is the provider's, or `estimated` marks the row. */
export interface SettledTokens extends Omit<TokenUsage, 'totalTokens'> {
  estimated: boolean;
}

/** Nothing was counted of a request that was refused before any work. */
const NOTHING: SettledTokens = {
  promptTokens: null,
  completionTokens: null,
  cachedTokens: null,
  reasoningTokens: null,
  estimated: false,
};

/** What arrived of an answer, in estimated tokens. */
interface Arrived {
  text: number;
  reasoning: number;
}

/**
 * The tokens that a request is booked with. What the provider counted is kept, as far as what arrived does not
 * disprove it; what it did not count is estimated from what was sent and what arrived, reasoning included.
 */
export function settleTokens(
  booking: Pick<Booking, 'estimatedPromptTokens' | 'estimatedAudioSeconds'>,
  measurement: Measurement,
  status: string,
): SettledTokens {
  const { usage } = measurement;
  if (!usage && typeof booking.estimatedAudioSeconds === 'number')
    return { ...NOTHING, estimated: status === 'interrupted' };
  if (!hasWorked(measurement, status)) return { ...NOTHING, ...withoutTotal(usage) };
  const promptTokens = usage?.promptTokens ?? promptWithin(usage, booking.estimatedPromptTokens);
  const completionTokens = completionOf(measurement, promptTokens);
  const reasoningTokens = reasoningOf(measurement, completionTokens);
  return {
    promptTokens,
    completionTokens,
    cachedTokens: usage?.cachedTokens ?? null,
    reasoningTokens,
    estimated:
      promptTokens !== usage?.promptTokens ||
      completionTokens !== usage.completionTokens ||
      reasoningTokens !== usage.reasoningTokens,
  };
}

/** Something arrived, the model ended its answer, or it was on its way: the provider worked and will charge. */
function hasWorked(
  { usage, receivedText, receivedReasoning, hasEnded }: Measurement,
  status: string,
): boolean {
  if (receivedText !== '' || receivedReasoning !== '' || hasEnded) return true;
  return status === 'interrupted' ? usage === null : usage?.totalTokens !== undefined;
}

function withoutTotal(usage: TokenUsage | null): Partial<TokenUsage> {
  const { totalTokens: _, ...rest } = usage ?? {};
  return rest;
}

function promptWithin(usage: TokenUsage | null, estimated: number): number {
  return Math.min(estimated, usage?.totalTokens ?? Infinity);
}

function completionOf(measurement: Measurement, promptTokens: number): number {
  const { usage, counted } = measurement;
  const measured =
    usage?.totalTokens === undefined ? usage?.completionTokens : usage.totalTokens - promptTokens;
  const all = sum(arrived(measurement));
  // Text that arrived is never nothing, whatever the provider says.
  if (!measured) return all;
  if (!counted) return measured;
  // A total alone does not tell how much of the answer it covers.
  if (counted.text + counted.reasoning === 0) return Math.max(measured, all);
  return measured + sum(arrived(measurement, counted));
}

/** Reasoning that arrived is never nothing either; how much of a measured completion it is, its length tells. */
function reasoningOf(measurement: Measurement, completionTokens: number): number | null {
  const { usage, counted } = measurement;
  const measured = usage?.reasoningTokens ?? null;
  const all = arrived(measurement);
  if (all.reasoning === 0) return measured;
  const share = Math.ceil((completionTokens * all.reasoning) / sum(all));
  if (!measured) return share;
  const later = counted ? arrived(measurement, counted).reasoning : 0;
  return Math.min(completionTokens, measured + later);
}

function arrived(
  { receivedText, receivedReasoning }: Measurement,
  since: { text: number; reasoning: number } = { text: 0, reasoning: 0 },
): Arrived {
  return {
    text: estimateTokens(receivedText.slice(since.text)),
    reasoning: estimateTokens(receivedReasoning.slice(since.reasoning)),
  };
}

function sum({ text, reasoning }: Arrived): number {
  return text + reasoning;
}
