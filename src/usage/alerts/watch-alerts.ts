import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Alert, AlertTransition } from './alert.ts';
import { decideAlerts, type AlertFacts } from './decide-alerts.ts';

export interface AlertWatch {
  /** Looks now, and tells admins what changed. Never rejects. */
  look(): Promise<void>;
  /** Something went wrong or came near its end: looks within seconds, once for many such calls. */
  soon(): void;
  /** Looks no more, and waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface AlertWatchOptions {
  /** `null` while the database is away. */
  readFacts: (now: Date) => Promise<AlertFacts | null>;
  alerts: Pick<AlertStore, 'advance'>;
  /** Whether the message is delivered, or can never be. */
  send: (alert: Alert) => Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

const INTERVAL_MS = 60_000;
/** Requests of the same moment fail together. */
const SOON_MS = 300;
/** Looking again and again would take the time of those who chat. */
const PAUSE_MS = 1_000;

/**
 * Looks every minute, and soon after trouble, what admins have to be told. Each replica does so; whoever moves
 * an episode on is the one who sends its message.
 */
export function watchAlerts(options: AlertWatchOptions): AlertWatch {
  const { clock, logger } = options;
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;
  let lastEnd = -Infinity;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (stopped) return;
    running ??= lookOnce(options)
      .catch((error: unknown) => logger.warn({ error: describeError(error) }, 'alerts were not looked at'))
      .finally(() => {
        running = null;
        lastEnd = clock.monotonicMs();
      });
    await running;
  };
  const pauseLeftMs = () => lastEnd + PAUSE_MS - clock.monotonicMs();
  const soon = () => {
    if (stopped || timer) return;
    timer = clock.after(Math.max(SOON_MS, pauseLeftMs()), () => {
      timer = null;
      // A look that is running may have read before the trouble, so another one follows it.
      if (running) void running.then(soon);
      else if (pauseLeftMs() > 0) soon();
      else void look();
    });
  };
  const interval = clock.every(INTERVAL_MS, () => void look());

  return {
    look,
    soon,
    stop: async () => {
      stopped = true;
      interval.cancel();
      timer?.cancel();
      await running;
    },
  };
}

async function lookOnce(options: AlertWatchOptions): Promise<void> {
  const facts = await options.readFacts(options.clock.now());
  if (facts === null) return;
  for (const transition of decideAlerts(facts)) await tell(options, transition);
}

async function tell(
  { alerts, send, logger }: AlertWatchOptions,
  { from, to, alert }: AlertTransition,
): Promise<void> {
  if (!(await alerts.advance(from, to))) return;
  logger.info({ key: to.key, from: from?.level ?? null, to: to.level }, 'an alert moved on');
  if (alert === null || (await send(alert))) return;
  // Nobody could be reached, so nobody was told: the next look tries again.
  const isProvider = to.key.startsWith('provider/');
  const level = from?.level ?? (isProvider ? 'up' : 'normal');
  await alerts.advance(to, { ...to, ...from, level });
}
