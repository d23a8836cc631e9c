import { MEMORY } from '../chat/conversation-memory.ts';
import type { Config } from '../config/config.ts';
import { createJobStore } from '../database/admin/job-store.ts';
import { createRetentionStore } from '../database/ledger/retention-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Services } from './open-services.ts';
import { makePartitions } from './make-partitions.ts';
import { startScheduler, type Scheduler } from '../schedule/scheduler.ts';
import { cleanUp } from '../usage/maintenance/clean-up.ts';
import type { RuntimeSettings } from '../usage/settings/runtime-settings.ts';

export interface StartJobsOptions {
  services: Services;
  config: Pick<Config, 'cleanupCron' | 'backupCron' | 'retentionDays' | 'timeZone'>;
  /** Resolves with false when nobody was reached. */
  sendReport: (signal: AbortSignal) => Promise<boolean>;
  /** Likewise. */
  sendBackup: (signal: AbortSignal) => Promise<boolean>;
  /** Aborted when jobs must end. */
  signal: AbortSignal;
  clock: Clock;
  logger: Logger;
}

/** Daily, at a time when few people write. */
const PARTITIONS_CRON = '17 3 * * *';

/** Starts the scheduled jobs, each run once across all processes: report, backup, clean-up, tables of the next months. */
export function startJobs(options: StartJobsOptions): Scheduler {
  const { services, config, sendReport, sendBackup, signal, clock, logger } = options;
  const { database, settings } = services;
  const scheduler = startScheduler({
    jobs: [
      { name: 'report', cron: settings.reportCron, run: sendReport },
      { name: 'backup', cron: config.backupCron, run: sendBackup },
      { name: 'cleanup', cron: config.cleanupCron, run: (signal) => deleteOld(options, signal) },
      {
        name: 'partitions',
        cron: PARTITIONS_CRON,
        run: async () => {
          await makePartitions(database, clock, logger);
          return true;
        },
      },
    ],
    timeZone: config.timeZone,
    claims: createJobStore(database),
    signal,
    clock,
    logger,
  });
  settings.onChange(followSchedule(scheduler, settings, logger));
  return scheduler;
}

async function deleteOld(
  { services, config, clock, logger }: StartJobsOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { retentionDays, timeZone } = config;
  const store = createRetentionStore(services.database, clock);
  const requests = await cleanUp({
    store,
    retentionDays,
    keptTurns: MEMORY.maxTurns,
    timeZone,
    clock,
    signal,
  });
  logger.info({ requests }, 'deleted old requests');
  return true;
}

/** Reschedules the report when an admin changes its time, here or on another replica. */
function followSchedule(scheduler: Scheduler, settings: RuntimeSettings, logger: Logger): () => void {
  let cron = settings.reportCron;
  return () => {
    if (settings.reportCron === cron) return;
    cron = settings.reportCron;
    logger.info({ cron }, 'the report was rescheduled');
    void scheduler.reschedule('report', cron);
  };
}
