export interface Replaced {
  /** How often it was called instead. */
  readonly calls: number;
  restore(): void;
}

/** Puts another function in the place of a method of Node.js until it is restored. */
export function replaceMethod<Name extends string, Method extends (...parameters: never[]) => unknown>(
  owner: Record<Name, Method>,
  name: Name,
  instead: (...parameters: Parameters<Method>) => ReturnType<Method>,
): Replaced {
  const original = owner[name];
  let calls = 0;
  const counted = (...parameters: Parameters<Method>) => {
    calls++;
    return instead(...parameters);
  };
  Object.assign(owner, { [name]: counted });
  return {
    get calls() {
      return calls;
    },
    restore: () => void Object.assign(owner, { [name]: original }),
  };
}
