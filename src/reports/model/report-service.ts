import type { Clock } from '../../foundation/clock.ts';
import type { Day } from '../../foundation/day.ts';
import type { PausedProviders } from '../../usage/settings/pauses.ts';
import type { HealthResult } from '../../usage/alerts/provider-state.ts';
import type { ReadUsualDay } from '../../usage/reading/usual-day.ts';
import type { ReadLatency } from '../../usage/reading/latency-reader.ts';
import {
  spanOf,
  type DetailRow,
  type Period,
  type ReadUsageOptions,
  type ReplicaState,
  type Span,
  type UsageReading,
} from '../../usage/reading/read-usage.ts';
import { buildReport, type ProviderProfile } from './build-report.ts';
import type { Report } from './report.ts';

export interface ReportRequest extends Span {
  /** Only the requests of this person, or of the group with this negative id. */
  userId?: bigint;
}

export interface ReportDetails {
  period: Period;
  /** Whose they are; absent where they are everybody's. */
  userId?: bigint | null;
  rows: readonly DetailRow[];
}

export interface ReportService {
  /** Builds a report; provider checks run while the database is read. */
  report(request: ReportRequest): Promise<Report>;
  /** What its totals are made of, day by day. */
  details(request: ReportRequest): Promise<ReportDetails>;
}

/** The database that a report is read from. */
export interface ReportSource {
  readUsage: (query: ReadUsageOptions) => Promise<UsageReading>;
  readLatency: ReadLatency;
  readDetails: (query: { from: Day; to: Day; userId: bigint | null }) => Promise<DetailRow[]>;
  readUsualDay: ReadUsualDay;
  /** The known names of people. */
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  isGenerated: () => Promise<boolean>;
}

export interface ReportServiceOptions {
  /** Reads everything for one report from a single database, and says in which state its replica was. */
  read: <Result>(
    work: (source: ReportSource) => Promise<Result>,
  ) => Promise<{ result: Result; replica: ReplicaState | null }>;
  profiles: readonly ProviderProfile[];
  /** Free provider checks, cached and limited in time. */
  checkHealth: () => Promise<ReadonlyMap<ProviderProfile['id'], HealthResult>>;
  readPaused: () => Promise<PausedProviders>;
  /** The budgets in money of this month, with what is spent of them. */
  readBudgets: (now: Date) => Promise<Report['budgets']>;
  clock: Clock;
  timeZone: string;
  /** Read for each report, because admins can change it. */
  readonly alertPercent: number;
}

const TOP_USERS = 10;
const TOP_CHATS = 10;

export function createReportService(options: ReportServiceOptions): ReportService {
  const { clock } = options;
  return {
    report: async (request) => {
      const paused = options.readPaused();
      const now = clock.now();
      const [{ result, replica }, health, budgets] = await Promise.all([
        options.read(async (source) => readReport(source, options, request, await paused)),
        options.checkHealth(),
        options.readBudgets(now),
      ]);
      return buildReport({ ...options, ...result, budgets, replica, health, now: clock.now() });
    },
    details: async ({ userId = null, ...span }) => {
      const period = spanOf(clock.now(), span, options.timeZone);
      const { from, to } = period;
      const { result: rows } = await options.read((source) => source.readDetails({ from, to, userId }));
      return { period, userId, rows };
    },
  };
}

async function readReport(
  source: ReportSource,
  { clock, timeZone }: ReportServiceOptions,
  request: ReportRequest,
  paused: PausedProviders,
) {
  const { days, range = null } = request;
  const userId = request.userId ?? null;
  const { readLatency, readUsualDay } = source;
  const query = {
    now: clock.now(),
    days,
    range,
    timeZone,
    userId,
    topUsers: TOP_USERS,
    topChats: TOP_CHATS,
    readLatency,
    readUsualDay,
  };
  const [usage, generatedHistory] = await Promise.all([source.readUsage(query), source.isGenerated()]);
  const ids = [
    ...usage.topUsers.map((user) => user.userId),
    ...usage.topChats.map(({ chatId }) => chatId),
    ...(userId === null ? [] : [userId]),
  ];
  const names = await source.readNames([...ids, ...Array.from(paused.values(), (it) => it.pausedBy)]);
  const person = userId === null ? null : { userId, name: names.get(userId) ?? null };
  return { usage, generatedHistory, names, person, paused };
}
