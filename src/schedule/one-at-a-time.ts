/**
 * Runs `work`, which never rejects and always waits for something, one call after another; those that come while it
 * runs are answered by one more run. Resolves when there is nothing more to do.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const runAll = async () => {
    while (isWanted) {
      isWanted = false;
      await work();
    }
    running = null;
  };
  return () => {
    isWanted = true;
    return (running ??= runAll());
  };
}
