/** Lets work in as long as the weights of all that is inside stay within a bound. */
export interface WeightedGate {
  /** Whether so much would have to wait now. */
  isFull(weight: number): boolean;
  /** Resolves with what lets it out again, in the order of the calls. Rejects with the signal's reason. */
  enter(weight: number, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  weight: number;
  enter: () => void;
}

/** Admits what is heavier than `capacity` alone. Nobody overtakes: what is heavy would wait for ever. */
export function createWeightedGate(capacity: number): WeightedGate {
  let inside = 0;
  const waiting: Waiting[] = [];
  const fits = (weight: number) => inside + weight <= capacity;
  const admit = () => {
    for (let next = waiting[0]; next && fits(next.weight); next = waiting[0]) {
      waiting.shift();
      inside += next.weight;
      next.enter();
    }
  };
  const leave = (weight: number) => {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      inside -= weight;
      admit();
    };
  };
  return {
    isFull: (weight) => waiting.length > 0 || !fits(Math.min(weight, capacity)),
    enter: (wanted, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const weight = Math.min(wanted, capacity);
        const give = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason as Error);
          // Whoever stood behind may fit now.
          admit();
        };
        const entry: Waiting = {
          weight,
          enter: () => {
            signal.removeEventListener('abort', give);
            resolve(leave(weight));
          },
        };
        signal.addEventListener('abort', give, { once: true });
        waiting.push(entry);
        admit();
      }),
  };
}
