import { useEffect, useState } from 'react';
import type { Snapshot } from './api-client.ts';

const TICK_MS = 5_000;

/** The server's time, so that a phone with a wrong clock counts down rightly; moves on every few seconds. */
export function useNow(snapshot: Snapshot): Date {
  const [here, setHere] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const passed = Math.max(0, here - snapshot.loadedAt);
  return new Date(Date.parse(snapshot.report.generatedAt) + passed);
}
