import type { ProviderModels } from '../../chat/choose-candidates.ts';
import { Count } from '../../localization/count.ts';
import { cleanName, latinName } from '../../localization/direction.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { readingState } from '../../reports/blocks/reading-state.ts';
import type { ExhaustedQuotas } from '../../usage/quotas/exhausted-quotas.ts';
import { mayWarn, type Headroom } from '../../usage/quotas/headroom.ts';
import type { PausedProviders } from '../../usage/settings/pauses.ts';
import type { BotContext } from '../messages/context.ts';
import { shortHash } from '../messages/short-hash.ts';

export interface ModelChoicesOptions {
  configured: readonly ProviderModels[];
  providerNames: Readonly<Record<string, string>>;
  readPaused: () => Promise<PausedProviders>;
  quotas: Pick<ExhaustedQuotas, 'headroomOf' | 'refresh'>;
}

/** A model that people can pick. */
export interface ModelChoice {
  provider: ProviderId;
  model: string;
  /** Names it in a button's data. */
  id: string;
  name: string;
}

export function modelChoices({ configured, providerNames }: ModelChoicesOptions): ModelChoice[] {
  return configured.flatMap(({ provider, models }) =>
    models.map((model) => ({
      provider,
      model,
      id: shortHash(`${provider}/${model}`),
      name: `${providerNames[provider] ?? provider}: ${model}`,
    })),
  );
}

/** Why a model of a paused provider cannot be picked. */
export function pausedText(
  { translate }: Pick<BotContext, 'translate'>,
  { provider }: ModelChoice,
  { providerNames }: Pick<ModelChoicesOptions, 'providerNames'>,
): string {
  return translate('toast-model-paused', { provider: providerNames[provider] ?? provider });
}

/** A line on what is left of a model's quota: of the one that will be empty first. */
export function headroomLine(
  ctx: Pick<BotContext, 'translate' | 'style' | 'locale' | 'now'>,
  { provider, model, name }: ModelChoice,
  { quotas }: ModelChoicesOptions,
): string {
  const { translate, style, now } = ctx;
  const label = latinName(cleanName(name), ctx.locale);
  const scarcest = quotas
    .headroomOf(provider)
    .filter((quota) => isKnown(quota, model, now))
    // What somebody vouches for comes before a guess, as on the dashboard.
    .toSorted((a, b) => Number(mayWarn(b)) - Number(mayWarn(a)) || shareLeft(a) - shareLeft(b))[0];
  if (!scarcest) return translate('model-quota-unknown', { model: label });
  if (scarcest.remaining === 0 && scarcest.resetAt && mayWarn(scarcest)) {
    const time = formatRemaining(scarcest.resetAt, now, translate, style);
    return translate('model-quota-empty', { model: label, time });
  }
  const parts = {
    model: label,
    limit: new Count(scarcest.limit ?? 0, style),
    unit: translate(scarcest.unit === 'tokens' ? 'quota-tokens' : 'quota-requests'),
    window: translate(`quota-per-${scarcest.window}`),
  };
  const line = mayWarn(scarcest)
    ? translate('model-quota-left', { ...parts, left: new Count(scarcest.remaining ?? 0, style) })
    : translate('model-quota-guess', { ...parts, used: new Count(scarcest.used ?? 0, style) });
  return scarcest.allModels ? `${line} (${translate('quota-all-models')})` : line;
}

function isKnown(quota: Headroom, model: string, now: Date): boolean {
  const { limit, remaining, unit } = quota;
  if (
    (quota.model !== model && !quota.allModels) ||
    limit === null ||
    remaining === null ||
    unit === 'audio_seconds'
  )
    return false;
  return readingState(quota, now) === 'current';
}

function shareLeft({ remaining, limit }: Headroom): number {
  return limit ? (remaining ?? 0) / limit : 0;
}
