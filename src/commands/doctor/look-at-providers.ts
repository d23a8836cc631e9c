import { createProviders, offeredProviders } from '../../app/services/offered-providers.ts';
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
  if (providers.size === 0) {
    const remedy =
      'set the key of at least one: GROQ_API_KEY, GEMINI_API_KEY, CEREBRAS_API_KEY or COHERE_API_KEY';
    return [
      { verdict: 'bad', about: 'Providers', text: 'none is configured, so nobody is answered', remedy },
    ];
  }
  const health = await createHealthMonitor(providers, clock)();
  const nameOf = (id: string) => offered.find(({ entry }) => entry.id === id)?.entry.name ?? id;
  return Array.from(health, ([id, found]) => describe(id, nameOf(id), found));
}

/** In the words of the report and of the alerts. What passes by itself is no more than a note. */
function describe(id: string, about: string, health: Health): Finding {
  const down = health.ok ? null : downReason(health.status, health.reason);
  if (down === null) return { verdict: 'good', about, text: 'answers with its list of models' };
  const text = translate(`reason-${down.replaceAll('_', '-')}`);
  const remedy = remedyText(id, down, { translate, locale: 'en' });
  return remedy === null ? { verdict: 'note', about, text } : { verdict: 'bad', about, text, remedy };
}
