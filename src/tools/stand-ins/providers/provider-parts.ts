import type { ProviderFaults } from './provider-fault.ts';
import type { ProviderRequest } from './provider-request.ts';
import type { ProviderBehaviour } from './provider-behaviour.ts';
import type { ProviderWire, QuotaLimits } from './wires/provider-wire.ts';

/** Everything a provider's request handler works with. */
export interface ProviderParts {
  wire: ProviderWire;
  /** `null`: requests must bring none. */
  apiKey: string | null;
  models: readonly string[];
  limits: QuotaLimits;
  now: () => number;
  behaviour: ProviderBehaviour;
  faults: ProviderFaults;
  requests: ProviderRequest[];
}
