import type { ActState } from '../../../localization/acts/describe-act.ts';
import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import type { ReportJson } from '../../../reports/render-json.ts';

export type { ReportJson };
export type ProviderJson = ReportJson['providers'][number];
export type ProviderId = ProviderJson['id'];
export type ReadingJson = ProviderJson['headroom' | 'audioHeadroom'][number];

/** The admin who looks, and how they read. */
export interface Viewer extends FormatStyle {
  name: string;
}

export interface Session {
  token: string;
  expiresAt: string;
  viewer: Viewer;
}

/** An alert that nobody has seen the end of. */
export interface OpenAlert {
  kind: 'quota' | 'provider' | 'model' | 'budget';
  /** Of a budget that is everybody's: `all`. */
  provider: ProviderId;
  model: string | null;
  unit: ReadingJson['unit'] | null;
  window: ReadingJson['window'] | null;
  level: string;
  since: string;
}

/** A person, or a group, whose id is negative. */
export interface Account {
  id: number;
  name: string | null;
}

/** Somebody who waits to be let in, or is blocked. */
export interface AccessAccount extends Account {
  username: string | null;
  since: string;
  by: Account | null;
}

export interface AccessList {
  count: number;
  accounts: AccessAccount[];
}

export interface AdminAct {
  id: string;
  at: string;
  by: Account;
  action: ActionName;
  target: string;
  account: Account | null;
  before: ActState;
  after: ActState;
  undoneBy: Account | null;
}

/** The acts of admins that the catalogues have words for. */
export type ActionName =
  | 'admit'
  | 'block'
  | 'pause_provider'
  | 'resume_provider'
  | 'raise_alert'
  | 'set_user_budget'
  | 'raise_user_budget'
  | 'change_setting'
  | 'set_model_price';

/** Who waits to be let in, who is blocked, and what admins did last. */
export interface Access {
  waiting: AccessList;
  blocked: AccessList;
  acts: AdminAct[];
}

export interface RecentRequest {
  id: number | string;
  createdAt: string;
  provider: ProviderId;
  model: string;
  actionType: string;
  status: string;
  user: Account | null;
  /** The group in which it was asked. */
  group: Account | null;
  totalTokens: number | null;
  costUsd: number | null;
  costSource: string | null;
  latencyMs: number | null;
}

/** Which requests a list shows; `null` for all. */
export interface RequestFilter {
  provider: ProviderId | null;
  outcome: RequestOutcome | null;
}

export type RequestOutcome = 'answered' | 'failed' | 'running';

/** What the pages show, beside whom they show it to. */
export interface Numbers {
  report: ReportJson;
  alerts: OpenAlert[];
  requests: RecentRequest[];
}

/** How much of it they ask for. */
export interface Wanted {
  days: number;
  /** How many of the last requests. */
  limit: number;
}
