import type { Database } from '../../../src/database/engine/database.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { providerHeadroom } from '../../../src/usage/quotas/provider-headroom.ts';
import { ownOutcome } from '../../../src/usage/quotas/own-knowledge.ts';
import { readQuotas } from '../../../src/usage/quotas/read-quotas.ts';
import { reconcileProvider } from '../../../src/usage/quotas/unexplained-use.ts';
import { useOldDatabase } from '../../support/database/old-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** The last migration of the version before. */
const OLD = '20261128210136_answer_taken_by';
const NOW = new Date('2026-11-20T12:30:00Z');
const TIME = "'2026-11-20T12:00:00.000+00:00'";
const LATER = "'2026-11-20T18:00:00.000+00:00'";

describeOnEachEngine('a database whose knowledge of providers names no key', (engine) => {
  const database = useOldDatabase(OLD, engine);

  it('keeps every row, which is true of the present key', async () => {
    await fill(database());
    expect((await database().migrate()).join()).toContain('key_hashes');
    const store = createUsageStore(database());
    const quotas = await readQuotas(store, NOW);
    const own = { id: 'groq', keyHash: 'present', refills: false } as const;
    const profile = { ...own, models: ['m'], countedLimits: () => [] };
    expect(providerHeadroom(profile, quotas, { now: NOW, alertPercent: 90 })).toMatchObject([
      { model: 'm', window: 'day', limit: 1000, remaining: 60, nearEnd: true },
    ]);
    expect(reconcileProvider(profile, quotas, NOW)).toMatchObject({ requests: 35 });
    expect(ownOutcome(await store.outcomes(), profile)).toMatchObject({ status: 'timeout', model: 'm' });
    expect(quotas.counts.month).toEqual([
      { provider: 'groq', model: 'm', keyHash: '', requests: 7, answered: 0, totalTokens: 70 },
    ]);
    expect(await database().client.aiUsage.findMany()).toMatchObject([
      {
        id: ID,
        model: 'm',
        askedModel: null,
        keyHash: null,
        remainingRequests: 60n,
        totalTokens: 10,
        userId: 5n,
      },
    ]);
  });
});

const ID = '0193a000-0000-7000-8000-000000000001';

async function fill({ client }: Database): Promise<void> {
  const statements = [
    `INSERT INTO ai_usage_tracking (id, provider, model, action_type, status, user_id, total_tokens, remaining_requests, ` +
      `created_at, date) VALUES ('${ID}', 'groq', 'm', 'Chat', 'ok', 5, 10, 60, ${TIME}, '2026-11-20')`,
    `INSERT INTO ai_usage_hour (hour, provider, model, requests, total_tokens, cost_pico_usd) ` +
      `VALUES (${TIME}, 'groq', 'm', 7, 70, 0)`,
    `INSERT INTO ai_quota_reading (provider, model, unit, "window", quota_limit, remaining, reset_at, source, observed_at, ` +
      `baseline_remaining, baseline_at, booked_since) VALUES ('groq', 'm', 'requests', 'day', 1000, 60, ${LATER}, ` +
      `'reported', ${TIME}, 100, ${TIME}, 5)`,
    `INSERT INTO ai_provider_outcome (provider, status, model, observed_at) VALUES ('groq', 'timeout', 'm', ${TIME})`,
  ];
  for (const sql of statements) await client.$executeRawUnsafe(sql);
}
