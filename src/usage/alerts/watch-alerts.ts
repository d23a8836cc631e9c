import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { keepLookout, type Lookout } from '../../foundation/lookout.ts';
import type { Alert, AlertTransition } from './alert.ts';
import type { AlertFacts } from './alert-facts.ts';
import { decideAlerts } from './decide-alerts.ts';

export interface AlertWatchOptions {
  /** `null` while the database is away. */
  readFacts: (now: Date) => Promise<AlertFacts | null>;
  alerts: Pick<AlertStore, 'advance'>;
  /** Whether the message is delivered, or can never be. */
  send: (alert: Alert) => Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

/** Looking again and again would take the time of those who chat. */
const PAUSE_MS = 1_000;

/**
 * Looks every minute, and soon after trouble, what admins have to be told. Each replica does so; whoever moves
 * an episode on is the one who sends its message.
 */
export function watchAlerts(options: AlertWatchOptions): Lookout {
  const { clock, logger } = options;
  const failed = 'alerts were not looked at';
  return keepLookout({ lookOnce: () => lookOnce(options), failed, pauseMs: PAUSE_MS, clock, logger });
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
