import {
  createProviders,
  offeredProviders,
  type OfferedProvider,
} from '../../app/services/offered-providers.ts';
import type { DatabaseConfig } from '../../config/config.ts';
import type { Clock } from '../../foundation/clock.ts';
import { createTranslator } from '../../localization/translator.ts';
import type { Network } from '../../network/open-network.ts';
import { createHealthMonitor, type Health } from '../../providers/health-monitor.ts';
import { remedyText } from '../../reports/blocks/remedy-text.ts';
import { downReason } from '../../usage/alerts/provider-state.ts';
import type { Finding } from './finding.ts';

const translate = createTranslator('en');

/** Whether each provider with a key answers with its list of models, which costs nothing. */
export async function lookAtProviders(
  config: DatabaseConfig,
  network: Network,
  clock: Clock,
): Promise<Finding[]> {
  const offered = offeredProviders(config);
  const providers = createProviders(offered, network.fetch, clock, () => undefined);
  const added = config.addedProviders.map(({ id }) => id);
  const withoutKey = offered.filter(({ entry, isConfigured }) => added.includes(entry.id) && !isConfigured);
  if (providers.size === 0) return [noneOf(offered)];
  const health = await createHealthMonitor(providers, clock)();
  const nameOf = (id: string) => offered.find(({ entry }) => entry.id === id)?.entry.name ?? id;
  const found = Array.from(health, ([id, one]) => describe(id, nameOf(id), one));
  return [...found, ...withoutKey.map(describeKeyless)];
}

function noneOf(offered: readonly OfferedProvider[]): Finding {
  const remedy = `set the key of at least one: ${offered.map(({ keyVariable }) => keyVariable).join(', ')}`;
  return { verdict: 'bad', about: 'Providers', text: 'none is configured, so nobody is answered', remedy };
}

/** The four are always offered; one that is written into the file is meant to be used. */
function describeKeyless({ entry, keyVariable }: OfferedProvider): Finding {
  const text = `not configured, because ${keyVariable} is empty`;
  const remedy = `set ${keyVariable} in .env, or correct apiKeyEnv of ${entry.id} in PROVIDERS_FILE`;
  return { verdict: 'note', about: entry.name, text, remedy };
}

/** In the words of the report and of the alerts. What passes by itself is no more than a note. */
function describe(id: string, about: string, health: Health): Finding {
  const down = health.ok ? null : downReason(health.status, health.reason);
  if (down === null) return { verdict: 'good', about, text: 'answers with its list of models' };
  const text = translate(`reason-${down.replaceAll('_', '-')}`);
  const remedy = remedyText(id, down, { translate, locale: 'en' });
  return remedy === null ? { verdict: 'note', about, text } : { verdict: 'bad', about, text, remedy };
}
