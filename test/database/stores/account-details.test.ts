import { createAccountDetailStore } from '../../../src/database/reading/account-detail-store.ts';
import type { DetailRow } from '../../../src/database/reading/detail-store.ts';
import {
  createRecentRequestStore,
  type RequestPlace,
} from '../../../src/database/reading/recent-request-store.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, failed, openTestLedger } from '../../support/database/test-ledger.ts';

const GROUP = -1_003_000_000_009n;
const DAYS = { from: '2026-05-01', to: '2026-05-31' };

describeOnEachEngine('what one account used', (engine) => {
  const database = shareTestDatabase(engine);

  /** Two days of person 7, of whose requests one of each day was in a group, and one of person 8 there. */
  beforeEach(async () => {
    const clock = new SteppingClock('2026-05-10T12:00:00Z');
    const ledger = openTestLedger(database(), { clock });
    const send = async (at: string, changes: Parameters<typeof chatRequest>[0], fails = false) => {
      clock.set(at);
      const booking = await ledger.book(chatRequest(changes));
      if (booking) await ledger.settle(booking, fails ? failed('timeout') : answered(100, 20));
    };
    for (const day of ['2026-05-10', '2026-05-20']) {
      await send(`${day}T12:00:00Z`, {});
      await send(`${day}T12:00:01Z`, { actionType: 'Vision' });
      await send(`${day}T12:00:02Z`, { provider: 'cohere', model: 'command-a-03-2025', chatId: GROUP });
    }
    await send('2026-05-20T12:00:03Z', { userId: 8n, chatId: GROUP });
    await send('2026-05-20T12:00:04Z', {}, true);
    clock.set('2026-05-20T12:00:05Z');
    await ledger.book(chatRequest());
  });

  const details = (userId: bigint) => createAccountDetailStore(database()).details({ ...DAYS, userId });
  const short = ({ date, provider, model, actionType, status, requests, totalTokens }: DetailRow) =>
    [date.slice(8), provider, model, actionType, status, requests, totalTokens].join(' ');

  it('is told as finely as its requests tell it, a person’s and a group’s', async () => {
    expect((await details(7n)).map(short)).toEqual([
      '10 cohere command-a-03-2025 Chat ok 1 120',
      '10 groq openai/gpt-oss-120b Chat ok 1 120',
      '10 groq openai/gpt-oss-120b Vision ok 1 120',
      '20 cohere command-a-03-2025 Chat ok 1 120',
      expect.stringMatching(/^20 groq openai\/gpt-oss-120b Chat ok 1 120$/),
      expect.stringMatching(/^20 groq openai\/gpt-oss-120b Chat timeout 1 /),
      '20 groq openai/gpt-oss-120b Vision ok 1 120',
    ]);
    expect((await details(GROUP)).map(short)).toEqual([
      '10 cohere command-a-03-2025 Chat ok 1 120',
      '20 cohere command-a-03-2025 Chat ok 1 120',
      '20 groq openai/gpt-oss-120b Chat ok 1 120',
    ]);
    expect(await details(9n)).toEqual([]);
  });

  it('is told by its totals for days of which requests are cleaned up', async () => {
    const { client } = database();
    const gone = { createdAt: { lt: new Date('2026-05-10T12:00:01Z') } };
    expect((await client.aiUsage.deleteMany({ where: gone })).count).toBe(1);
    const [cohere, groq] = await details(7n);
    expect(short(cohere as DetailRow)).toBe('10 cohere command-a-03-2025 Chat ok 1 120');
    expect(groq).toMatchObject({
      provider: 'groq',
      model: null,
      actionType: null,
      requests: 2,
      totalTokens: 240,
    });
  });

  it('is listed newest first, page by page, by outcome, provider and time', async () => {
    const { newest } = createRecentRequestStore(database());
    const seen: string[] = [];
    let before: RequestPlace | null = null;
    for (let page = 0; page < 9; page++) {
      const found = await newest({ take: 2, before });
      seen.push(...found.map(({ id }) => id));
      before = found.at(-1) ?? null;
      if (found.length < 2) break;
    }
    const rows = await database().client.aiUsage.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    expect(seen).toEqual(rows.map(({ id }) => id));
    const count = async (query: object) => (await newest({ take: 100, ...query })).length;
    expect(await count({ accountId: 7n })).toBe(8);
    expect(await count({ accountId: GROUP })).toBe(3);
    expect(await count({ accountId: GROUP, provider: 'groq' })).toBe(1);
    expect(await count({ outcome: 'failed' })).toBe(1);
    expect(await count({ outcome: 'running' })).toBe(1);
    expect(await count({ outcome: 'answered', accountId: 7n })).toBe(6);
    const span = { since: new Date('2026-05-10T00:00:00Z'), until: new Date('2026-05-11T00:00:00Z') };
    expect(await count({ span })).toBe(3);
    expect(await count({ span: { ...span, until: new Date('2026-05-10T12:00:01Z') } })).toBe(1);
  });
});
