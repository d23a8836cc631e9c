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
  kind: 'quota' | 'provider' | 'model';
  provider: ProviderId;
  model: string | null;
  unit: ReadingJson['unit'] | null;
  window: ReadingJson['window'] | null;
  level: string;
  since: string;
}

export interface RecentRequest {
  id: number | string;
  createdAt: string;
  provider: ProviderId;
  model: string;
  actionType: string;
  status: string;
  user: { id: number; name: string | null } | null;
  totalTokens: number | null;
  costUsd: number | null;
  costSource: string | null;
  latencyMs: number | null;
}

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
