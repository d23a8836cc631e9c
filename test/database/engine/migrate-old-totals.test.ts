import type { Database } from '../../../src/database/engine/database.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { sumTotals } from '../../../src/usage/reading/usage-totals.ts';
import { useOldDatabase } from '../../support/database/old-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** The last migration of the version before. */
const OLD = '20261122120000_budgets_alerts_prices';
const DAY = '2026-11-20';

describeOnEachEngine(
  'a database whose totals tell estimated tokens by the name of their price source',
  (engine) => {
    const database = useOldDatabase(OLD, engine);

    it('keeps every number, apart as before, and both views', async () => {
      await insert(database(), [
        ['catalogue', 5, 500n],
        ['catalogue_estimated', 2, 20n],
        ['override_estimated', 1, 7n],
        ['flat', 3, 30n],
        ['none', 4, 0n],
      ]);
      const before = await views(database());
      expect(before[0]).toMatchObject([{ requests: '15' }]);
      expect(await database().migrate()).toContain('20261122224057_estimated_tokens_apart');
      const { client } = database();
      const rows = await client.aiUsageSummary.findMany({
        orderBy: [{ costSource: 'asc' }, { tokensEstimated: 'asc' }],
      });
      const kept = (costSource: string, tokensEstimated: boolean, requests: number, costPicoUsd: bigint) =>
        expect.objectContaining({ costSource, tokensEstimated, requests, costPicoUsd, totalTokens: 10n });
      expect(rows).toEqual([
        kept('catalogue', false, 5, 500n),
        kept('catalogue', true, 2, 20n),
        kept('flat', false, 3, 30n),
        kept('none', false, 4, 0n),
        kept('override', true, 1, 7n),
      ]);
      expect(await views(database())).toEqual(before);
      expect(sumTotals(await createUsageStore(database()).totals(DAY, DAY))).toMatchObject({
        requests: 15,
        costBySource: { override: 7n, reported: 0n, listing: 0n, catalogue: 520n, flat: 30n },
        flatCostPicoUsd: 30n,
        estimatedRequests: 3,
        estimatedCostPicoUsd: 27n,
      });
    });

    it('has room for both of one price source, and not for one of them twice', async () => {
      await insert(database(), [['flat_estimated', 1, 1n]]);
      await database().migrate();
      await insert(database(), [['flat', 1, 1n]]);
      await expect(insert(database(), [['flat', 1, 1n]])).rejects.toThrow(/unique/i);
      expect(await database().migrate()).toEqual([]);
    });
  },
);

async function insert(
  { client }: Database,
  rows: readonly (readonly [costSource: string, requests: number, costPicoUsd: bigint])[],
): Promise<void> {
  const values = rows.map(
    ([source, requests, cost]) =>
      `('${DAY}', 'groq', 'm', 'Chat', 'ok', '${source}', ${requests}, 4, 6, 10, 1, 2, 0, ${cost}, 900, ` +
      `'${DAY}T10:00:00.000+00:00')`,
  );
  await client.$executeRawUnsafe(
    `INSERT INTO ai_usage_summary (date, provider, model, action_type, status, cost_source, requests, ` +
      `prompt_tokens, completion_tokens, total_tokens, cached_tokens, reasoning_tokens, unmeasured, ` +
      `cost_pico_usd, latency_ms_sum, last_used_at) VALUES ${values.join(', ')}`,
  );
}

async function views({ client }: Database): Promise<object[][]> {
  const columns =
    'provider, CAST(total_requests AS text) AS requests, CAST(failed_requests AS text) AS failed, ' +
    'CAST(total_tokens AS text) AS tokens, CAST(cost_estimate AS text) AS cost';
  return Promise.all(
    ['daily_ai_usage', 'provider_ai_stats'].map((view) =>
      client.$queryRawUnsafe<object[]>(`SELECT ${columns} FROM ${view}`),
    ),
  );
}
