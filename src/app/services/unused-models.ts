import type { DatabaseConfig } from '../../config/config.ts';
import { bookedModel } from '../../usage/ledger/booked-model.ts';
import { offeredProviders } from './offered-providers.ts';

type ModelsConfig = Pick<
  DatabaseConfig,
  'providers' | 'addedProviders' | 'adjustments' | 'groqTranscriptionModel'
>;

/**
 * A sentence for each model of a built-in provider that the `PROVIDERS_FILE` speaks of and that no request is booked by: a
 * misspelt name would leave a limit without effect, unnoticed.
 */
export function unusedModels(config: ModelsConfig): string[] {
  return offeredProviders(config)
    .filter(({ isConfigured }) => isConfigured)
    .flatMap(({ entry: { id }, models }) => {
      const { limits = [], sees = [] } = config.adjustments[id] ?? {};
      const asked = id === 'groq' ? [...models, config.groqTranscriptionModel] : models;
      const named = [
        ...limits.flatMap(({ model }) => (model === undefined ? [] : [{ field: 'limits', model }])),
        ...sees.map((model) => ({ field: 'sees', model })),
      ];
      const unused = named.filter(({ model }) => !asked.some((one) => bookedModel(one, model) === model));
      const said = unused.map(
        ({ field, model }) =>
          `PROVIDERS_FILE: ${id} → ${field} names ${model}, which is none of the models that are asked: ${models.join(', ')}`,
      );
      return [...new Set(said)];
    });
}
