import type { ProviderId } from './contract/provider.ts';
import { providerEntry } from './registry.ts';

/** Whether this model understands pictures, going by its name: no provider's list of models says so. */
export function modelSees(provider: ProviderId, model: string): boolean {
  return providerEntry(provider).seeingModels.test(model);
}
