import { createDetailStore } from '../../../src/database/reading/detail-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { createSource } from '../../support/archive/create-source.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

describeOnEachEngine('the details of a report', (engine) => {
  const days = { from: '2026-05-17', to: '2026-06-15' };

  it('add up to its totals, for all and for one person', async () => {
    const source = await createSource(engine, 1_000);
    const database = await openDatabase({ url: source.url });
    const [usage, store] = [createUsageStore(database), createDetailStore(database)];
    const all = await store.details({ ...days, userId: null });
    const totals = await usage.totals(days.from, days.to);
    for (const field of ['requests', 'promptTokens', 'completionTokens', 'totalTokens'] as const)
      expect(sum(all, (row) => row[field])).toBe(sum(totals, (row) => row[field]));
    const cost = (rows: readonly { costPicoUsd: bigint }[]) =>
      rows.reduce((sum, row) => sum + row.costPicoUsd, 0n);
    expect(cost(all)).toBe(cost(totals));
    const failed = totals.filter(({ status }) => status !== 'ok');
    expect(sum(all, (row) => row.failed)).toBe(sum(failed, (row) => row.requests));
    expect(all.map(({ date }) => date)).toEqual(all.map(({ date }) => date).toSorted());
    expect(new Set(all.map(({ costSource }) => costSource))).toContain('catalogue');

    const { client } = database;
    const { userId } = await client.aiUsageUserProvider.findFirstOrThrow();
    const own = await store.details({ ...days, userId });
    expect(sum(own, (row) => row.requests)).toBe(await client.aiUsage.count({ where: { userId } }));
    expect(own[0]).toMatchObject({ model: null, status: null, cachedTokens: null, costSource: null });
    await database.close();
    await source.remove();
  });
});

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}
