/**
 * An exact amount in 10^-12 US dollars. A token at $0.0375 per million costs 37,500 of them, so every
 * published price is a whole number per token and no sum is rounded.
 */
export type PicoUsd = bigint;

const PICO_DIGITS = 12;

/**
 * Converts a decimal amount of dollars; digits beyond the twelfth are rounded half up. Throws if it is not a
 * number.
 */
export function usdToPico(usd: number | string): PicoUsd {
  const text = typeof usd === 'number' ? toPlainDecimal(usd) : usd;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not an amount of dollars: ${text}`);
  const [, sign, whole, fraction = ''] = match;
  const kept = fraction.slice(0, PICO_DIGITS).padEnd(PICO_DIGITS, '0');
  const roundUp = (fraction[PICO_DIGITS] ?? '0') >= '5' ? 1n : 0n;
  const pico = BigInt(`${whole}${kept}`) + roundUp;
  return sign ? -pico : pico;
}

/** The amount in dollars with twelve decimals, as databases store it. */
export function picoToDecimal(pico: PicoUsd): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(PICO_DIGITS + 1, '0');
  const text = `${digits.slice(0, -PICO_DIGITS)}.${digits.slice(-PICO_DIGITS)}`;
  return pico < 0n ? `-${text}` : text;
}

/** The amount in dollars as a number, for JSON and charts. */
export function picoToUsd(pico: PicoUsd): number {
  return Number(picoToDecimal(pico));
}

function toPlainDecimal(usd: number): string {
  if (!Number.isFinite(usd)) throw new RangeError(`not an amount of dollars: ${usd}`);
  const shortest = String(usd);
  return shortest.includes('e') ? usd.toFixed(20) : shortest;
}

/** What is left of a limit; never below nothing. */
export function leftOf(limit: PicoUsd, used: PicoUsd): PicoUsd {
  return limit > used ? limit - used : 0n;
}
