import { modelSees } from '../providers/model-sees.ts';
import type { ProviderModels } from './choose-candidates.ts';

/** The same providers with only those of their models that understand pictures; those without any are left out. */
export function modelsThatSee(configured: readonly ProviderModels[]): ProviderModels[] {
  return configured
    .map(({ provider, models }) => ({
      provider,
      models: models.filter((model) => modelSees(provider, model)),
    }))
    .filter(({ models }) => models.length > 0);
}
