import type { DatabaseConfig } from '../../config/config.ts';
import { createAccountDetailStore } from '../../database/reading/account-detail-store.ts';
import { createDetailStore } from '../../database/reading/detail-store.ts';
import { createRequestExportStore, type ExportQuery } from '../../database/reading/request-export-store.ts';
import type { PortableRow } from '../../database/rows/portable-row.ts';
import { createLatencyStore } from '../../database/reading/latency-store.ts';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { createPersonStore } from '../../database/people/person-store.ts';
import {
  createRecentRequestStore,
  type RecentRequest,
  type RequestQuery,
} from '../../database/reading/recent-request-store.ts';
import { readReplicaState, type ReplicaState } from '../../database/engine/replica/replica-lag.ts';
import {
  createReplicaReader,
  readPrimary,
  type ReadFromReplica,
} from '../../database/engine/replica/replica-reader.ts';
import { createSettingStore } from '../../database/admin/setting-store.ts';
import { createUsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import type { ReportSource } from '../../reports/model/report-service.ts';
import { GENERATED_HISTORY } from '../../usage/maintenance/generated-history.ts';
import { createLatencyReader } from '../../usage/reading/latency-reader.ts';
import { readUsage } from '../../usage/reading/read-usage.ts';
import { createUsualDayReader } from '../../usage/reading/usual-day.ts';

/** Reads for reports and pages, which may be a moment old. */
export interface ReadingSource extends ReportSource {
  newestRequests: (query: RequestQuery) => Promise<RecentRequest[]>;
  requestPage: (query: ExportQuery) => Promise<PortableRow[]>;
}

export interface Reading {
  read: ReadFromReplica<ReadingSource>;
  close(): Promise<void>;
}

export interface OpenReadingOptions {
  config: Pick<DatabaseConfig, 'databaseUrl' | 'databaseReadUrl'>;
  /** The primary. */
  database: Database;
  /** How far a replica may lag behind the primary, in milliseconds, before reports read the primary. */
  maxReplicaLagMs?: number;
  clock: Clock;
  logger: Logger;
}

const MAX_LAG_MS = 60_000;
/** A replica that hangs must not hold up a report. */
const PATIENCE_MS = 1_000;
/** A report runs about ten queries at once. */
const REPLICA_CONNECTIONS = 5;

/** Opens the source of reports: the replica of `DATABASE_READ_URL`, where there is one, and the primary. */
export async function openReading(options: OpenReadingOptions): Promise<Reading> {
  const { config, database, clock, logger, maxReplicaLagMs: maxLagMs = MAX_LAG_MS } = options;
  const primary = createSource(database, database, clock);
  if (config.databaseReadUrl === config.databaseUrl) {
    return { read: readPrimary(primary), close: async () => undefined };
  }
  const replica = await openDatabase({
    url: config.databaseReadUrl,
    poolSize: REPLICA_CONNECTIONS,
    replica: true,
  });
  return {
    read: createReplicaReader({
      primary,
      replica: createSource(replica, database, clock),
      readState: checkingSession(replica, { clock, logger }, () =>
        readReplicaState({ primary: database, replica, maxLagMs, clock }),
      ),
      clock,
      logger,
    }),
    close: () => replica.close(),
  };
}

/** A replica whose sessions lose their settings tells wrong times; it is looked at again until it is set up. */
function checkingSession(
  replica: Database,
  { clock, logger }: Pick<OpenReadingOptions, 'clock' | 'logger'>,
  readState: () => Promise<ReplicaState>,
): () => Promise<ReplicaState> {
  let isChecked = false;
  let told = '';
  return async () => {
    try {
      if (!isChecked) await withTimeout(clock, PATIENCE_MS, replica.expectSession());
      isChecked = true;
    } catch (error) {
      const problem = describeError(error);
      if (problem !== told) logger.warn({ error: problem }, 'the replica cannot be read');
      told = problem;
      return 'unreachable';
    }
    return readState();
  };
}

function createSource(database: Database, primary: Database, clock: Clock): ReadingSource {
  const usage = createUsageStore(database, primary);
  const people = createPersonStore(database);
  const settings = createSettingStore(database);
  const requests = createRecentRequestStore(database);
  const exported = createRequestExportStore(database);
  const details = createDetailStore(database);
  const ofAccount = createAccountDetailStore(database);
  return {
    readUsage: (query) => readUsage(usage, query),
    readLatency: createLatencyReader(createLatencyStore(database), clock),
    readDetails: ({ from, to, userId }) =>
      userId === null ? details.details({ from, to, userId }) : ofAccount.details({ from, to, userId }),
    readUsualDay: createUsualDayReader(usage),
    readNames: (userIds) => people.names(userIds),
    isGenerated: async () => (await settings.get(GENERATED_HISTORY)) !== null,
    newestRequests: (query) => requests.newest(query),
    requestPage: (query) => exported.page(query),
  };
}
