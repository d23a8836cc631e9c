/** What `work` resolves with; rejects with the signal's reason if it aborts first. */
export async function unlessStopped<Result>(
  work: Promise<Result>,
  stopping: AbortSignal | undefined,
): Promise<Result> {
  if (!stopping) return work;
  const stopped = new AbortController();
  try {
    return await Promise.race([work, rejectedBy(stopping, stopped.signal)]);
  } finally {
    stopped.abort();
    work.catch(() => undefined);
  }
}

function rejectedBy(stopping: AbortSignal, settled: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(stopping.reason as Error);
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { signal: settled });
  });
}
