import { createProviders } from '../../app/open-services.ts';
import type { DatabaseConfig } from '../../config/config.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Network } from '../../network/open-network.ts';
import { createHealthMonitor, type Health } from '../../providers/health-monitor.ts';
import { providerRegistry } from '../../providers/registry.ts';
import { downReason, type DownReason } from '../../usage/alerts/provider-state.ts';
import type { Finding } from './finding.ts';

const FOUND: Readonly<Record<DownReason, [text: string, remedy: (prefix: string) => string]>> = {
  unauthorized: ['refuses the key', (prefix) => `make a new key and set ${prefix}_API_KEY`],
  rate_limited: ['asks to wait', () => 'nothing to do: it is asked again by itself'],
  quota_exhausted: [
    'says that its quota is used up',
    () => 'wait until it renews, or choose a larger plan there',
  ],
  payment_required: [
    'wants to be paid',
    (prefix) => `see the billing page of the account of ${prefix}_API_KEY`,
  ],
  timeout: ['did not answer in time', (prefix) => `check the network, PROXY_URL and ${prefix}_BASE_URL`],
  network: ['cannot be reached', (prefix) => `check the network, PROXY_URL and ${prefix}_BASE_URL`],
  proxy: ['cannot be reached through the proxy', () => 'check PROXY_URL'],
  server_error: ['has trouble of its own', () => 'wait: other providers answer meanwhile'],
  model_not_found: ['does not know the model', (prefix) => `correct ${prefix}_MODEL`],
  error: ['answered something else than its list of models', (prefix) => `check ${prefix}_BASE_URL`],
};

/** Whether each provider with a key answers with its list of models, which costs nothing. */
export async function lookAtProviders(
  config: DatabaseConfig,
  network: Network,
  clock: Clock,
): Promise<Finding[]> {
  const providers = await createProviders(config, network, clock, () => undefined);
  if (providers.size === 0) {
    const remedy =
      'set the key of at least one: GROQ_API_KEY, GEMINI_API_KEY, CEREBRAS_API_KEY or COHERE_API_KEY';
    return [
      { verdict: 'bad', about: 'Providers', text: 'none is configured, so nobody is answered', remedy },
    ];
  }
  const health = await createHealthMonitor(providers, clock)();
  return Array.from(health, ([id, found]) => describe(id, found));
}

function describe(id: string, health: Health): Finding {
  const about = providerRegistry.find((entry) => entry.id === id)?.name ?? id;
  const down = health.ok ? null : downReason(health.status, health.reason);
  if (down === null) return { verdict: 'good', about, text: 'answers with its list of models' };
  const [text, remedy] = FOUND[down];
  const passes = down === 'rate_limited' || down === 'server_error';
  return {
    verdict: passes ? 'note' : 'bad',
    about,
    text,
    remedy: remedy(id.toUpperCase().replaceAll('-', '_')),
  };
}
