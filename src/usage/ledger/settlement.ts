import type { Booking, Outcome } from './booking.ts';
import type { SettlementRow, QuotaReadingRow } from '../../database/totals/ledger-rows.ts';
import { usdToPico, type PicoUsd } from '../../foundation/money/money.ts';
import type { Measurement, RateLimitSnapshot } from '../../providers/contract/measurement.ts';
import { bookedModel } from './booked-model.ts';
import { settleTokens } from './settle-tokens.ts';
import type { MeasuredUse } from '../prices/model-price.ts';
import type { Cost, PriceList } from '../prices/price-list.ts';

/** The ledger's row for a request that ended at `now`. Pure: all arithmetic of the ledger is here. */
export function toSettlement(
  booking: Booking,
  { ending, measurement }: Outcome,
  prices: PriceList,
  now: Date,
  nameOf: ModelNamer = ownName,
): SettlementRow {
  const failure = ending.type === 'failed' ? ending : null;
  const status = failure?.status ?? 'ok';
  const { rateLimits } = measurement;
  const { estimated, ...tokens } = settleTokens(booking, measurement, status);
  const { promptTokens, completionTokens, cachedTokens, reasoningTokens } = tokens;
  const totalTokens = addKnown(promptTokens, completionTokens);
  const audioSeconds = audioSecondsOf(booking, measurement, status);
  const used = { ...tokens, audioSeconds };
  const model = nameOf(booking.provider, booking.model, measurement.answeredModel ?? null);
  const cost = costOf(
    { ...booking, model },
    used,
    pricesOf(booking, model, prices),
    reportedCost(measurement),
  );
  return {
    id: booking.id,
    provider: booking.provider,
    model,
    askedModel: model === booking.model ? null : booking.model,
    keyHash: booking.keyHash ?? '',
    actionType: booking.actionType,
    userId: booking.userId,
    createdAt: booking.createdAt,
    date: booking.date,
    status,
    promptTokens,
    completionTokens,
    totalTokens,
    cachedTokens,
    reasoningTokens,
    audioSeconds,
    tokensEstimated: estimated || audioSeconds !== measurement.audioSeconds,
    holdsTokens: booking.grantedTokens !== null,
    holdsMoney: typeof booking.grantedPicoUsd === 'bigint',
    rateLimitInfo: rateLimits && hasKeys(rateLimits.raw) ? rateLimits.raw : null,
    remainingRequests: remaining(rateLimits, 'requests'),
    remainingTokens: remaining(rateLimits, 'tokens'),
    costPicoUsd: cost?.picoUsd ?? null,
    costSource: cost?.source ?? null,
    errorReason: failure?.reason ?? null,
    errorMessage: failure?.message.slice(0, 300) ?? null,
    latencyMs: Math.max(0, Math.round(measurement.latencyMs)),
    readings: readingsOf(booking, rateLimits, now),
    retryAt: failure?.retryAfterMs == null ? null : new Date(now.getTime() + failure.retryAfterMs),
  };
}

/** The name that a request is booked by, of the one that was asked and the one that answered. */
export type ModelNamer = (provider: string, asked: string, answered: string | null) => string;

const ownName: ModelNamer = (_, asked, answered) => bookedModel(asked, answered);

/** What a request costs that used this; `null` when nothing is known of its use. */
export function costOf(
  request: Pick<Booking, 'provider' | 'model' | 'createdAt'>,
  used: Pick<SettlementRow, keyof MeasuredUse>,
  prices: Pick<PriceList, 'quote'>,
  reportedPicoUsd: PicoUsd | null = null,
): Cost | null {
  if (used.promptTokens === null && used.completionTokens === null && used.audioSeconds === null) return null;
  const { provider, model, createdAt: at } = request;
  return prices.quote({ provider, model, at })({
    promptTokens: used.promptTokens ?? 0,
    completionTokens: used.completionTokens ?? 0,
    cachedTokens: used.cachedTokens ?? 0,
    reasoningTokens: used.reasoningTokens ?? 0,
    audioSeconds: used.audioSeconds,
    reportedPicoUsd,
  });
}

/** What was held for a request was reckoned by the prices that it was made at. Another model that answered has its own. */
function pricesOf(
  { quote, model: asked }: Booking,
  model: string,
  prices: PriceList,
): Pick<PriceList, 'quote'> {
  return quote && model === asked ? { quote: () => quote } : prices;
}

/** What the answer named as its cost, unless more of it arrived than had been counted then. */
function reportedCost({ reportedUsd = null, counted }: Measurement): PicoUsd | null {
  return reportedUsd === null || counted !== null ? null : usdToPico(reportedUsd);
}

/**
 * A recording that was sent is charged for, whether or not anybody waited for its transcript. Where its provider did not
 * say how long it is, it is as long as expected, and no shorter than the words in it.
 */
function audioSecondsOf(
  { estimatedAudioSeconds = null }: Booking,
  { audioSeconds, audioSecondsAtLeast = null }: Measurement,
  status: string,
): number | null {
  const isCharged = status === 'ok' || status === 'interrupted';
  if (audioSeconds !== null) return audioSeconds;
  if (audioSecondsAtLeast === null) return isCharged ? estimatedAudioSeconds : null;
  return Math.max(audioSecondsAtLeast, estimatedAudioSeconds ?? 0);
}

function addKnown(first: number | null, second: number | null): number | null {
  return first === null && second === null ? null : (first ?? 0) + (second ?? 0);
}

function readingsOf(booking: Booking, snapshot: RateLimitSnapshot | null, now: Date): QuotaReadingRow[] {
  const { provider, model, keyHash = '' } = booking;
  const observedAt = snapshot?.observedAt ?? now;
  return (snapshot?.limits ?? []).map((limit) => ({ provider, keyHash, model, ...limit, observedAt }));
}

// The longest window is the one that ends a day; a minute's is over before anybody reads it.
const WINDOWS = ['month', 'day', 'hour', 'minute'];

function remaining(snapshot: RateLimitSnapshot | null, unit: string): number | null {
  const readings = snapshot?.limits.filter((limit) => limit.unit === unit && limit.remaining !== null) ?? [];
  return (
    readings.toSorted((a, b) => WINDOWS.indexOf(a.window) - WINDOWS.indexOf(b.window))[0]?.remaining ?? null
  );
}

function hasKeys(raw: object): boolean {
  return Object.keys(raw).length > 0;
}
