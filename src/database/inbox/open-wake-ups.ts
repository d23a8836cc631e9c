import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Database } from '../engine/database.ts';
import { noOtherProcess, type WakeUps } from './wake-ups.ts';

/** Opens the wake-ups of the bot that `scope` names, as its inbox does. */
export async function openWakeUps(
  database: Database,
  scope: string,
  clock: Clock,
  logger: Logger,
): Promise<WakeUps> {
  if (database.engine === 'sqlite') return noOtherProcess;
  const { openPostgresWakeUps } = await import('./postgres-wake-ups.ts');
  return openPostgresWakeUps({ database, scope, clock, logger });
}
