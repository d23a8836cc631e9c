import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { ReportService } from '../../reports/model/report-service.ts';
import type { DashboardAccess } from '../access/dashboard-access.ts';
import type { Metrics } from '../numbers/metrics.ts';
import type { Episode } from '../numbers/open-alerts-of.ts';

/** How an admin reads numbers and dates, as chosen in the chat with the bot. */
export interface Viewer {
  name: string | null;
  locale: 'en' | 'fa';
  digits: 'latin' | 'persian';
  calendar: 'gregorian' | 'jalali';
  timeZone: string;
}

/** A request of the ledger as the dashboard lists it. */
export interface ListedRequest {
  id: string;
  createdAt: Date;
  provider: string;
  model: string;
  actionType: string;
  status: string;
  userId: bigint | null;
  totalTokens: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costPicoUsd: bigint | null;
  costSource: string | null;
  latencyMs: number | null;
}

/** What the web server shows and who may see it. */
export interface WebOptions {
  access: DashboardAccess;
  reports: Pick<ReportService, 'report'>;
  viewerOf: (adminId: number) => Promise<Viewer>;
  listAlerts: () => Promise<readonly Episode[]>;
  listRequests: (take: number) => Promise<readonly ListedRequest[]>;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  /** The names of what the bot cannot work without and what does not answer. */
  failing: () => Promise<readonly string[]>;
  metrics: Pick<Metrics, 'page'>;
  /** `null`: only programs on this machine read the metrics. */
  metricsToken: string | null;
  /** The address that browsers use, when there is a proxy with a certificate in front. */
  publicUrl: string | null;
  /** What Telegram says of itself with each update; `null`: the bot asks for updates. */
  webhookSecret: string | null;
  /** Resolves when Telegram may forget the update; with `false` when it has to come again. */
  receiveUpdate: (update: { update_id: number }) => Promise<boolean>;
  /** Whether an error means that the database is away. */
  isOutage: (error: unknown) => boolean;
  clock: Clock;
  logger: Logger;
}
