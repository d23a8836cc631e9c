/** A map that forgets its least recently used entry when it is full. */
export interface BoundedMap<Key, Value> {
  readonly size: number;
  /** The value, which counts as used now. */
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): void;
  delete(key: Key): boolean;
  clear(): void;
}

/** Holds `most` entries. Whatever strangers can make grow is kept in one of these. */
export function createBoundedMap<Key, Value>(most: number): BoundedMap<Key, Value> {
  // A Map iterates in the order of insertion, so that its first key is the oldest.
  const entries = new Map<Key, Value>();
  const put = (key: Key, value: Value) => {
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get size() {
      return entries.size;
    },
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    has: (key) => entries.has(key),
    set: (key, value) => {
      put(key, value);
      if (entries.size <= most) return;
      const [oldest] = entries.keys();
      entries.delete(oldest as Key);
    },
    delete: (key) => entries.delete(key),
    clear: () => entries.clear(),
  };
}
