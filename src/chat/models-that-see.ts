import type { ProviderModels } from './choose-candidates.ts';

/** The same providers with only those of their models that understand pictures; those without any are left out. */
export function modelsThatSee(configured: readonly ProviderModels[]): ProviderModels[] {
  return configured
    .map((provider) => ({ ...provider, models: provider.seeing ?? [] }))
    .filter(({ models }) => models.length > 0);
}
