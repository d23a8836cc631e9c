import type { Clock, Timer } from '../../foundation/clock.ts';
import type { DatabaseWatch } from './database-watch.ts';

export interface OutageNotice {
  since: Date;
  /** `null`: it is away still. */
  until: Date | null;
}

export interface AnnounceOutageOptions {
  watch: Pick<DatabaseWatch, 'onChange'>;
  announce: (notice: OutageNotice) => Promise<void>;
  clock: Clock;
  /** How long the database must be away before anybody is told: a lock that is held for a moment is no outage. */
  patienceMs?: number;
  /** The same within an hour of the last notice, so that a database that comes and goes does not write all night. */
  laterPatienceMs?: number;
}

const RECENT_MS = 3_600_000;

/**
 * Announces an outage of the database once and its end once. Alerts cannot: what keeps them from being sent
 * twice is in that database, so here each replica speaks for itself. Returns how to stop.
 */
export function announceOutage({
  watch,
  announce,
  clock,
  patienceMs = 3_000,
  laterPatienceMs = 60_000,
}: AnnounceOutageOptions): () => void {
  let timer: Timer | null = null;
  let since: Date | null = null;
  let announcedAtMs = -Infinity;
  let isAnnounced = false;
  let sending = Promise.resolve();

  // In order, whatever Telegram does meanwhile.
  const send = (notice: OutageNotice) => {
    announcedAtMs = clock.monotonicMs();
    sending = sending.then(() => announce(notice)).catch(() => undefined);
  };
  const went = () => {
    const start = clock.now();
    since = start;
    const isRecent = clock.monotonicMs() - announcedAtMs < RECENT_MS;
    timer = clock.after(isRecent ? laterPatienceMs : patienceMs, () => {
      isAnnounced = true;
      send({ since: start, until: null });
    });
  };
  const came = () => {
    timer?.cancel();
    if (isAnnounced && since) send({ since, until: clock.now() });
    isAnnounced = false;
  };
  watch.onChange((isDown) => (isDown ? went() : came()));
  return () => timer?.cancel();
}
