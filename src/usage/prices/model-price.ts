import { usdToPico, type PicoUsd } from '../../foundation/money/money.ts';

/** US dollars per million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
  /** Of prompt tokens that the provider had cached; without it they cost what others do. */
  cached?: number | undefined;
  /** Of the output tokens that the model thought with; without it they cost what others do. */
  reasoning?: number | undefined;
}

/** US dollars per hour of audio. */
export interface AudioPrice {
  audioHour: number;
}

export type ModelPrice = TokenPrice | AudioPrice;

/** What a request used, as prices count it. */
export interface MeasuredUse {
  /** Including cached ones. */
  promptTokens: number;
  /** Including reasoning. */
  completionTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  /** What was transcribed; `null` when the request was about no audio. */
  audioSeconds: number | null;
}

const MILLION = 1_000_000n;
const HOUR_MS = 3_600_000n;
/** Whoever sells transcription by the hour charges for this much at least. */
const LEAST_AUDIO_SECONDS = 10;

/** The exact cost at `price`; `null` when it prices something else than what was used. */
export function priceOf(price: ModelPrice, use: MeasuredUse): PicoUsd | null {
  if ('audioHour' in price) return use.audioSeconds === null ? null : priceAudio(price, use.audioSeconds);
  return use.audioSeconds !== null && tokensOf(use) === 0 ? null : priceTokens(price, use);
}

/** All tokens of a request. */
export function tokensOf({ promptTokens, completionTokens }: MeasuredUse): number {
  return promptTokens + completionTokens;
}

function priceTokens(price: TokenPrice, use: MeasuredUse): PicoUsd {
  const cached = Math.min(use.cachedTokens, use.promptTokens);
  const reasoning = Math.min(use.reasoningTokens, use.completionTokens);
  return (
    (BigInt(use.promptTokens - cached) * usdToPico(price.input) +
      BigInt(cached) * usdToPico(price.cached ?? price.input) +
      BigInt(use.completionTokens - reasoning) * usdToPico(price.output) +
      BigInt(reasoning) * usdToPico(price.reasoning ?? price.output)) /
    MILLION
  );
}

/** To the millisecond; the last digit is rounded half up. */
function priceAudio({ audioHour }: AudioPrice, seconds: number): PicoUsd {
  const ms = BigInt(Math.round(Math.max(seconds, LEAST_AUDIO_SECONDS) * 1000));
  return (ms * usdToPico(audioHour) * 2n + HOUR_MS) / (2n * HOUR_MS);
}
