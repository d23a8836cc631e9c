import { forgetRates, RATE_WINDOW_MS } from '../database/people/request-rate-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { ExhaustedQuotas } from '../usage/quotas/exhausted-quotas.ts';
import { createKeepCurrent } from './keep-current.ts';
import type { Lifecycle } from './programs/lifecycle.ts';
import type { Services } from './services/open-services.ts';

const RECOVERY_INTERVAL_MS = 60_000;
/** How long a replica may take to see a change that an admin made on another one. */
const RENEWAL_INTERVAL_MS = 15_000;
const FORGET_RATES_MS = 60 * 60_000;
const LISTING_INTERVAL_MS = 6 * 60 * 60_000;

interface Running {
  services: Services;
  clock: Clock;
  lifecycle: Lifecycle;
}

/** Does what has to be done again and again while the bot runs. */
export function repeatChores(running: Running, ledger: Ledger, quotas: ExhaustedQuotas): void {
  const { services, clock } = running;
  const { engine } = services.database;
  repeat(running, RECOVERY_INTERVAL_MS, () => ledger.recover());
  repeat(running, RENEWAL_INTERVAL_MS, createKeepCurrent({ services, quotas, ledger, engine, clock }));
  // Their lists of models name prices, which change.
  repeat(running, LISTING_INTERVAL_MS, services.readListings);
  void services.readListings();
  // A minute is all that matters; the clock of another replica may be a little behind.
  const forget = () => forgetRates(services.database, new Date(clock.now().getTime() - 10 * RATE_WINDOW_MS));
  repeat(running, FORGET_RATES_MS, forget);
}

/** Repeats `work` until the lifecycle ends; a failure is tried again the next time. */
function repeat({ clock, lifecycle }: Running, everyMs: number, work: () => Promise<unknown>): void {
  const timer = clock.every(everyMs, () => void work().catch(() => undefined));
  lifecycle.opened(() => timer.cancel());
}
