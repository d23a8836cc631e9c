import { MEMORY } from '../chat/conversation-memory.ts';
import type { Config } from '../config/config.ts';
import { createJobStore } from '../database/admin/job-store.ts';
import { createRetentionStore } from '../database/ledger/retention-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { dayOf } from '../foundation/day.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Services } from './services/open-services.ts';
import { makePartitions } from './services/make-partitions.ts';
import { startScheduler, type Scheduler } from '../schedule/scheduler.ts';
import { cleanUp } from '../usage/maintenance/clean-up.ts';
import type { RuntimeSettings } from '../usage/settings/runtime-settings.ts';

export interface StartJobsOptions {
  services: Services;
  config: Pick<Config, 'cleanupCron' | 'backupCron' | 'retentionDays' | 'timeZone' | 'adminIds'>;
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
/** What forgotten persons used counts until the day ends, and is erased then. */
const DAY_END_CRON = '1 0 * * *';

/** Starts the scheduled jobs, each run once across all processes. */
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
      { name: 'forgotten-use', cron: DAY_END_CRON, run: () => eraseForgottenUse(options) },
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
  const { retentionDays, timeZone, adminIds } = config;
  const store = createRetentionStore(services.database, clock);
  const requests = await cleanUp({
    store,
    retentionDays,
    keptTurns: MEMORY.maxTurns,
    adminIds,
    timeZone,
    clock,
    signal,
  });
  logger.info({ requests }, 'deleted old requests');
  return true;
}

async function eraseForgottenUse({ services, config, clock }: StartJobsOptions): Promise<boolean> {
  const today = dayOf(clock.now(), config.timeZone);
  await createRetentionStore(services.database, clock).deleteForgottenUse(today);
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
