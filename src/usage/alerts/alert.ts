import type { AlertEpisode } from '../../database/admin/alert-store.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { QuotaUnit, QuotaWindow } from '../../providers/contract/measurement.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { Headroom } from '../quotas/headroom.ts';
import type { DownReason } from './provider-state.ts';

/** Which quota an alert is about. */
export interface QuotaName {
  model: string;
  /** All models of the provider share it. */
  allModels: boolean;
  unit: QuotaUnit;
  window: QuotaWindow;
}

interface AlertSource {
  /** The episode that it belongs to: what its buttons refer to. */
  key: string;
  episode: number;
  provider: ProviderId;
  paused: boolean;
  /** Who is asked instead; `null` when nobody is left. */
  fallback: ProviderId | null;
}

export interface QuotaAlert extends AlertSource {
  type: 'quota';
  change: 'warned' | 'empty' | 'recovered';
  quota: QuotaName;
  /** `null` when nobody knows any more what is left. */
  headroom: Headroom | null;
  /** It is the pace that gives reason to warn, not yet the amount. */
  byForecast: boolean;
  /** The percentage at which an admin may ask to be warned next; `null` where none is left. */
  nextPercent: number | null;
}

export interface ProviderAlert extends AlertSource {
  type: 'provider';
  change: 'down' | 'back';
  reason: DownReason | null;
  /** The last error, where the reason is one that lasts and has to be understood. */
  message: string | null;
  /** When it began to fail. */
  since: Date;
}

/** A configured model that its provider no longer has, or has again. */
export interface ModelAlert extends AlertSource {
  type: 'model';
  change: 'gone' | 'returned';
  model: string;
  /** A model with a similar name that the provider lists; `null` when there is none. */
  replacement: string | null;
}

/** US dollars per million tokens of a model. */
export interface ListedTokenPrice {
  model: string;
  input: number;
  output: number;
}

/** The provider's list of models names another price than before. */
export interface PriceAlert extends AlertSource {
  type: 'price';
  change: 'changed';
  model: string;
  before: ListedTokenPrice;
  after: ListedTokenPrice;
  /** What the last days cost by each of them; `null` when the model was not used. */
  costs: { before: PicoUsd; after: PicoUsd } | null;
}

/** Days of use that a changed price is applied to. */
export const PRICED_DAYS = 30;

/** One message to the admins. */
export type Alert = QuotaAlert | ProviderAlert | ModelAlert | PriceAlert;

/** An episode that moves on, and what is to be said about it. */
export interface AlertTransition {
  from: AlertEpisode | null;
  to: AlertEpisode;
  alert: Alert | null;
}

/** A quota of a month is as a rule one of all models, and any other one of a single model: those name the model alone. */
export function quotaKey(provider: string, { model, allModels, unit, window }: QuotaName): string {
  const isUsual = allModels === (window === 'month');
  const whose = isUsual ? model : allModels ? ALL_MODELS : `${ONE_MODEL}${model}`;
  return `quota/${provider}/${whose}/${unit}/${window}`;
}

const ALL_MODELS = '*';
const ONE_MODEL = '=';

export function priceKey(provider: string, model: string): string {
  return `price/${provider}/${model}`;
}

export function modelKey(provider: string, model: string): string {
  return `model/${provider}/${model}`;
}

export function providerKey(provider: string): string {
  return `provider/${provider}`;
}

/** The provider that an episode is about. */
export function providerOf(key: string): string {
  return key.split('/')[1] ?? '';
}

/** The model that an episode's key names as gone; `null` for other keys. */
export function goneModelOf(key: string): string | null {
  return /^model\/[^/]+\/(.+)$/.exec(key)?.[1] ?? null;
}

/** The quota that an episode's key names; a model's name may hold slashes. `null` for other keys. */
export function quotaOf(key: string): QuotaName | null {
  const found = /^quota\/[^/]+\/(.+)\/(\w+)\/(\w+)$/.exec(key);
  if (!found) return null;
  const [, whose = '', unit, window] = found;
  const isOne = whose.startsWith(ONE_MODEL);
  return {
    model: isOne ? whose.slice(ONE_MODEL.length) : whose,
    allModels: whose === ALL_MODELS || (window === 'month' && !isOne),
    unit: unit as QuotaUnit,
    window: window as QuotaWindow,
  };
}
