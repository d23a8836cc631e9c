import type { AdminAction } from '../../database/admin/admin-action-store.ts';
import type { ProviderPause, ProviderPauseStore } from '../../database/admin/provider-pause-store.ts';
import type { Clock } from '../../foundation/clock.ts';

export type PausedProviders = ReadonlyMap<string, ProviderPause>;

export interface Pauses {
  /** The providers that nobody is to ask, by id. */
  current: () => Promise<PausedProviders>;
  /** `null` when somebody did it before. */
  pause(provider: string, by: bigint): Promise<AdminAction | null>;
  resume(provider: string, by: bigint): Promise<AdminAction | null>;
  /** Reads anew the next time, because somebody undid something. */
  forget(): void;
}

/** A pause that another replica's admin ordered holds here this much later. */
const TRUST_MS = 3_000;

/** Paused providers, remembered for seconds so that a chat costs no read for each message. */
export function createPauses(store: ProviderPauseStore, clock: Clock): Pauses {
  let known: { at: number; paused: Promise<PausedProviders> } | null = null;
  const forget = () => {
    known = null;
  };
  const read = async () => new Map((await store.list()).map((pause) => [pause.provider, pause]));
  const act = async (change: Promise<AdminAction | null>) => change.finally(forget);
  return {
    current: () => {
      const age = known === null ? Infinity : clock.now().getTime() - known.at;
      // A negative age is a clock that was put back.
      if (known && age >= 0 && age < TRUST_MS) return known.paused;
      const paused = read();
      known = { at: clock.now().getTime(), paused };
      paused.catch(forget);
      return paused;
    },
    pause: (provider, by) => act(store.pause(provider, { by, at: clock.now() })),
    resume: (provider, by) => act(store.resume(provider, { by, at: clock.now() })),
    forget,
  };
}
