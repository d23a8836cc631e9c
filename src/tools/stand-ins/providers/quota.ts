/** A limit on requests or tokens in a time window. */
export interface Quota {
  readonly limit: number;
  take(amount: number): void;
  remaining(): number;
  /** Milliseconds until the quota is full again. */
  resetMs(): number;
}

/** A quota that refills steadily, like Groq's: a daily thousand requests come back one every 86.4 seconds. */
export function createRefillingQuota(limit: number, windowMs: number, now: () => number): Quota {
  let used = 0;
  let at = now();
  const settle = (): number => {
    const time = now();
    used = Math.max(0, used - ((time - at) * limit) / windowMs);
    at = time;
    return used;
  };
  return {
    limit,
    take: (amount) => void (used = settle() + amount),
    remaining: () => Math.max(0, limit - Math.ceil(settle())),
    resetMs: () => (settle() * windowMs) / limit,
  };
}

/** A quota that resets at the end of its window: at the full minute, or at midnight UTC. */
export function createWindowQuota(limit: number, windowMs: number, now: () => number): Quota {
  let used = 0;
  let window = Math.floor(now() / windowMs);
  const settle = (): number => {
    const current = Math.floor(now() / windowMs);
    if (current !== window) used = 0;
    window = current;
    return used;
  };
  return {
    limit,
    take: (amount) => void (used = settle() + amount),
    remaining: () => Math.max(0, limit - settle()),
    resetMs: () => windowMs - (now() % windowMs),
  };
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
