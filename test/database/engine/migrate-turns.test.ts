import { createConversationStore } from '../../../src/database/people/conversation-store.ts';
import { useOldDatabase } from '../../support/database/old-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** The last migration of the version before. */
const OLD = '20261129101418_access';
const OWNERS: [conversation: string, userId: bigint | null][] = [
  ['7', 7n],
  ['7:45:7', 7n],
  ['-1001234567890:0:7', 7n],
  ['-1001234567890:12:5000000007', 5_000_000_007n],
  ['-100:0:-1009', -1_009n],
  ['a name', null],
  ['a 7', null],
];

describeOnEachEngine('conversations that were remembered before they named their person', (engine) => {
  const database = useOldDatabase(OLD, engine);

  const owners = async () => {
    const turns = await database().client.conversationTurn.findMany({ orderBy: { id: 'asc' } });
    return turns.map(({ conversation, userId }) => [conversation, userId]);
  };

  it('name the same person as new ones', async () => {
    const rows = OWNERS.map(([conversation], index) => {
      const id = `00000000-0000-7000-8000-00000000000${index}`;
      return `('${id}', '${conversation}', 'user', 'hello', '2026-11-20T10:00:00.000+00:00')`;
    });
    await database().client.$executeRawUnsafe(
      `INSERT INTO conversation_turn (id, conversation, role, content, created_at) VALUES ${rows.join(', ')}`,
    );
    await database().migrate();
    expect(await owners()).toEqual(OWNERS);
    await database().client.conversationTurn.deleteMany();
    const store = createConversationStore(database());
    for (const [conversation] of OWNERS) {
      await store.append(conversation, [{ role: 'user', content: 'hello' }], new Date());
    }
    expect(await owners()).toEqual(OWNERS);
  });
});
