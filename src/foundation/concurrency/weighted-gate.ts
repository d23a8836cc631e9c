/** Lets work in as long as the weights of all that is inside stay within a bound. */
export interface WeightedGate<Key> {
  /** Whether so much more of `key` would have to wait now. */
  isFull(key: Key, weight: number): boolean;
  /** Resolves with what lets it out again. Rejects with the signal's reason. */
  enter(key: Key, weight: number, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  weight: number;
  enter: () => void;
}

/** So much of the bound one key may have, where it has more than one thing inside. */
const SHARE_OF_ONE = 1 / 2;

/**
 * Admits what is heavier than `capacity` alone. Keys take turns, so that whoever brings one thing does not wait behind all
 * that somebody else brought; the things of one key stay in order. A key that has its share inside is passed over, and
 * nobody else is overtaken: what is heavy would wait for ever.
 */
export function createWeightedGate<Key>(capacity: number): WeightedGate<Key> {
  const inside = createWeights<Key>();
  /** In the order of their turns. */
  const lines = new Map<Key, Waiting[]>();
  const hasShare = (key: Key, weight: number) =>
    inside.of(key) > 0 && inside.of(key) + weight > capacity * SHARE_OF_ONE;
  const fits = (weight: number) => inside.sum() + weight <= capacity;
  const nextInLine = () => [...lines].find(([key, [first]]) => first && !hasShare(key, first.weight));
  const admit = () => {
    for (let next = nextInLine(); next; next = nextInLine()) {
      const [key, line] = next;
      const [first, ...others] = line;
      if (!first || !fits(first.weight)) return;
      lines.delete(key);
      if (others.length > 0) lines.set(key, others);
      inside.add(key, first.weight);
      first.enter();
    }
  };
  const leave = (key: Key, weight: number) => {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      inside.add(key, -weight);
      admit();
    };
  };
  const giveUp = (key: Key, entry: Waiting) => {
    const others = (lines.get(key) ?? []).filter((waiting) => waiting !== entry);
    if (others.length > 0) lines.set(key, others);
    else lines.delete(key);
    // Whoever stood behind may fit now.
    admit();
  };
  return {
    isFull: (key, wanted) => {
      const weight = Math.min(wanted, capacity);
      return !fits(weight) || hasShare(key, weight) || nextInLine() !== undefined;
    },
    enter: (key, wanted, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const weight = Math.min(wanted, capacity);
        const give = (): void => {
          giveUp(key, entry);
          reject(signal.reason as Error);
        };
        const entry: Waiting = {
          weight,
          enter: () => {
            signal.removeEventListener('abort', give);
            resolve(leave(key, weight));
          },
        };
        signal.addEventListener('abort', give, { once: true });
        lines.set(key, [...(lines.get(key) ?? []), entry]);
        admit();
      }),
  };
}

/** What each key has inside; keys with nothing are forgotten. */
function createWeights<Key>() {
  const weights = new Map<Key, number>();
  let sum = 0;
  return {
    sum: () => sum,
    of: (key: Key) => weights.get(key) ?? 0,
    add: (key: Key, weight: number) => {
      sum += weight;
      const left = (weights.get(key) ?? 0) + weight;
      if (left > 0) weights.set(key, left);
      else weights.delete(key);
    },
  };
}
