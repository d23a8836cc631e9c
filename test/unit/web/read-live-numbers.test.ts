import type { Headroom } from '../../../src/usage/quotas/headroom.ts';
import { readLiveNumbers } from '../../../src/web/numbers/read-live-numbers.ts';
import { quota } from '../../support/alert-facts.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

async function quotasOf(...headroom: readonly Headroom[]) {
  const live = await readLiveNumbers(
    {
      readQuotas: async () => headroom.map((one) => ({ ...one, provider: 'groq' })),
      readToday: async () => [],
      listAlerts: async () => [],
    },
    NOW,
  );
  return live.quotas;
}

describe('the quotas of the metrics', () => {
  it('say nothing of a limit that is a guess, so that no rule of Prometheus warns of it', async () => {
    const guess = quota(0, NOW, { limitSource: 'guessed', source: 'counted', resetAt: NOW });
    expect(await quotasOf(guess)).toMatchObject([{ limit: null, remaining: null, resetAt: null }]);
    expect(await quotasOf({ ...guess, limitSource: 'configured' })).toMatchObject([{ limit: 100 }]);
  });

  it('keep what all models share apart from that of one model', async () => {
    const own = quota(60, NOW);
    const shared = quota(5, NOW, { allModels: true, limitSource: 'configured' });
    expect(await quotasOf(own, shared)).toMatchObject([
      { model: own.model, remaining: 60 },
      { model: '*', remaining: 5 },
    ]);
  });

  it('give only the limit of an expired reading', async () => {
    const old = quota(5, NOW, { observedAt: new Date(NOW.getTime() - 2 * 86_400_000) });
    expect(await quotasOf(old)).toMatchObject([{ limit: 100, remaining: null }]);
  });
});
