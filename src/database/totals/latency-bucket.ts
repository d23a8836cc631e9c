/** Neighbouring buckets differ by 5 %, so a median read from them is off by at most half of that. */
const GROWTH = Math.log(1.05);

/** The bucket that counts answers of about this many milliseconds. */
export function latencyBucket(latencyMs: number): number {
  return Math.round(Math.log(Math.max(latencyMs, 1)) / GROWTH);
}

/** The answer time in milliseconds that a bucket stands for. */
export function latencyOfBucket(bucket: number): number {
  return Math.round(Math.exp(bucket * GROWTH));
}
