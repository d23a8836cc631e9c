/** Runs works with at most `atOnce` concurrently; the promises are in the works' order. */
export function startSideBySide<Result>(
  works: readonly (() => Promise<Result>)[],
  atOnce: number,
): Promise<Result>[] {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
  };
  const leave = () => {
    running--;
    waiting.shift()?.();
  };
  return works.map(async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  });
}
