import type { ModelPrice } from './model-price.ts';

/** A list price that the catalogue lacks, where it was seen and on which day. */
interface SupplementPrice {
  price: ModelPrice;
  source: string;
  checked: string;
}

const COMMAND_A = { input: 2.5, output: 10 };

/**
 * Prices of models that `@pydantic/genai-prices` 0.1.8 does not know, by the catalogue's provider and the model. An entry
 * goes once the catalogue has it, which is looked into first.
 */
const SUPPLEMENT: Readonly<Record<string, SupplementPrice>> = {
  'groq/qwen/qwen3.8-27b': {
    price: { input: 0.8, cached: 0.4, output: 4 },
    source: 'groq.com/pricing, by anomalyco/models.dev#5742',
    checked: '2026-08-29',
  },
  'cerebras/qwen-3.8-27b': {
    price: { input: 0.99, output: 1.49 },
    source: 'Cerebras staff, anomalyco/models.dev#6199',
    checked: '2026-09-03',
  },
  'cohere/command-a-plus-05-2026': {
    price: COMMAND_A,
    source: 'models.dev; Cohere lists no price a token',
    checked: '2026-11-22',
  },
  'cohere/command-a-vision-07-2025': {
    price: COMMAND_A,
    source: 'the price of Command A, by Portkey-AI/models#665',
    checked: '2026-04-12',
  },
  'cohere/command-a-reasoning-08-2025': {
    price: COMMAND_A,
    source: 'the price of Command A, by Portkey-AI/models#665',
    checked: '2026-04-12',
  },
};

/** The list price of a model that the catalogue lacks; `null` where nobody knows one. */
export function supplementPrice(catalogueId: string, model: string): ModelPrice | null {
  return SUPPLEMENT[`${catalogueId}/${model}`]?.price ?? null;
}
