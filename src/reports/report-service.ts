import type { Clock } from '../foundation/clock.ts';
import type { PausedProviders } from '../usage/pauses.ts';
import type { HealthResult } from '../usage/provider-state.ts';
import type { ReadLatency } from '../usage/latency-reader.ts';
import type { ReadUsageOptions, UsageReading } from '../usage/read-usage.ts';
import { buildReport, type ProviderProfile } from './build-report.ts';
import type { Report } from './report.ts';

export interface ReportRequest {
  days: number;
  /** Only this person's requests. */
  userId?: bigint;
}

export interface ReportService {
  /** The newest report; the live state of the providers is asked for while the database is read. */
  report(request: ReportRequest): Promise<Report>;
}

export interface ReportServiceOptions {
  readUsage: (query: ReadUsageOptions) => Promise<UsageReading>;
  readLatency: ReadLatency;
  /** The names of people, as far as they are known. */
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  profiles: readonly ProviderProfile[];
  /** Free checks, cached and bounded in time. */
  checkHealth: () => Promise<ReadonlyMap<ProviderProfile['id'], HealthResult>>;
  readPaused: () => Promise<PausedProviders>;
  isGenerated: () => Promise<boolean>;
  clock: Clock;
  timeZone: string;
  /** Read for each report: admins change it. */
  readonly alertPercent: number;
}

const TOP_USERS = 10;

export function createReportService(options: ReportServiceOptions): ReportService {
  const { clock, timeZone } = options;
  return {
    report: async ({ days, userId = null }) => {
      const query = {
        now: clock.now(),
        days,
        timeZone,
        userId,
        topUsers: TOP_USERS,
        readLatency: options.readLatency,
      };
      const [usage, health, generatedHistory, paused] = await Promise.all([
        options.readUsage(query),
        options.checkHealth(),
        options.isGenerated(),
        options.readPaused(),
      ]);
      const ids = [...usage.topUsers.map((user) => user.userId), ...(userId === null ? [] : [userId])];
      const names = await options.readNames([...ids, ...Array.from(paused.values(), (it) => it.pausedBy)]);
      const person = userId === null ? null : { userId, name: names.get(userId) ?? null };
      const live = { health, paused, generatedHistory, now: clock.now() };
      return buildReport({ ...options, ...live, usage, names, person });
    },
  };
}
