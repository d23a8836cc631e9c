import type { Clock } from '../../foundation/clock.ts';
import type { DayRange } from '../../foundation/day.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { ActState } from '../../localization/acts/describe-act.ts';
import type { ReportService } from '../../reports/model/report-service.ts';
import type { DashboardAccess } from '../access/dashboard-access.ts';
import type { Metrics } from '../numbers/metrics.ts';
import type { Episode } from '../numbers/open-alerts-of.ts';

/** An admin's format for numbers and dates, as chosen in the chat. */
export interface Viewer {
  name: string | null;
  locale: 'en' | 'fa';
  digits: 'latin' | 'persian';
  calendar: 'gregorian' | 'jalali';
  timeZone: string;
}

/** A request of the ledger in the dashboard's list. */
export interface ListedRequest {
  id: string;
  createdAt: Date;
  provider: string;
  model: string;
  actionType: string;
  status: string;
  userId: bigint | null;
  chatId: bigint | null;
  totalTokens: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costPicoUsd: bigint | null;
  costSource: string | null;
  latencyMs: number | null;
}

/** Which requests the dashboard's list shows. */
export interface RequestQuery {
  take: number;
  /** Only those of this person, or in the group with this negative id. */
  accountId: bigint | null;
  provider: string | null;
  outcome: RequestOutcome | null;
  span: { since: Date; until: Date } | null;
  /** Only those that come after this one, which the list shows. */
  before: { createdAt: Date; id: string } | null;
}

export type RequestOutcome = 'answered' | 'failed' | 'running';

/** A person, or a group (negative id), that waits to be let in or is blocked. */
export interface AccessAccount {
  accountId: bigint;
  title: string;
  username: string | null;
  /** Who wrote first in a group. */
  askedBy: bigint | null;
  /** The admin who blocked it. */
  decidedBy: bigint | null;
  changedAt: Date;
}

/** What an admin did, and who undid it. */
export interface Act {
  id: string;
  adminId: bigint;
  action: string;
  target: string;
  before: ActState;
  after: ActState;
  createdAt: Date;
  undoneBy: bigint | null;
}

/** The lists of access that the dashboard shows. */
export type AccessList = 'asked' | 'blocked';

export type PortableRow = readonly (string | number | boolean | null)[];

export interface ExportQuery extends DayRange {
  /** Only those of this person, or in the group with this negative id; `null` for all. */
  accountId: bigint | null;
  after: PortableRow | null;
}

/** Reads some of the requests of these days, oldest first, after the row that was the last one before. */
export type RequestPage = (query: ExportQuery) => Promise<{
  columns: readonly string[];
  rows: readonly PortableRow[];
  isLast: boolean;
}>;

/** The web server's data sources and access control. */
export interface WebOptions {
  access: DashboardAccess;
  reports: Pick<ReportService, 'report' | 'details'>;
  viewerOf: (adminId: number) => Promise<Viewer>;
  listAlerts: () => Promise<readonly Episode[]>;
  listRequests: (query: RequestQuery) => Promise<readonly ListedRequest[]>;
  readRequestPage: RequestPage;
  /** The newest accounts of a list first. */
  listAccess: (list: AccessList, take: number) => Promise<readonly AccessAccount[]>;
  /** What admins did last, newest first. */
  recentActs: () => Promise<readonly Act[]>;
  countAccess: () => Promise<ReadonlyMap<string, number>>;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  /** The names of dependencies that do not respond. */
  failing: () => Promise<readonly string[]>;
  metrics: Pick<Metrics, 'page'>;
  /** `null`: only programs on this machine may read the metrics, and nobody where `publicUrl` is set. */
  metricsToken: string | null;
  /** With it another program may read the two exports; `null`: none may. */
  apiToken: string | null;
  /** The public address, if there is a proxy with a certificate. */
  publicUrl: string | null;
  /** The secret that Telegram sends with each update; `null` when the bot polls. */
  webhookSecret: string | null;
  /** Resolves when Telegram may forget the update; with `false` if it must deliver it again. */
  receiveUpdate: (update: { update_id: number }) => Promise<boolean>;
  /** The operator's time zone, in which days begin and end. */
  timeZone: string;
  /** Whether an error means a database outage. */
  isOutage: (error: unknown) => boolean;
  clock: Clock;
  logger: Logger;
}
