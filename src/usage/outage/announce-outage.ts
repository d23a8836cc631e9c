import type { Clock } from '../../foundation/clock.ts';
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
  let timer: NodeJS.Timeout | undefined;
  let since: Date | null = null;
  let announcedAt: Date | null = null;
  let isAnnounced = false;
  let sending = Promise.resolve();

  // In order, whatever Telegram does meanwhile.
  const send = (notice: OutageNotice) => {
    announcedAt = clock.now();
    sending = sending.then(() => announce(notice)).catch(() => undefined);
  };
  const went = () => {
    const start = clock.now();
    since = start;
    const isRecent = announcedAt !== null && start.getTime() - announcedAt.getTime() < RECENT_MS;
    timer = setTimeout(
      () => {
        isAnnounced = true;
        send({ since: start, until: null });
      },
      isRecent ? laterPatienceMs : patienceMs,
    );
  };
  const came = () => {
    clearTimeout(timer);
    if (isAnnounced && since) send({ since, until: clock.now() });
    isAnnounced = false;
  };
  watch.onChange((isDown) => (isDown ? went() : came()));
  return () => clearTimeout(timer);
}
