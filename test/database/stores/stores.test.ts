import { createChatStore } from '../../../src/database/people/chat-store.ts';
import { createConversationStore } from '../../../src/database/people/conversation-store.ts';
import { createPersonStore } from '../../../src/database/people/person-store.ts';
import { createSettingStore } from '../../../src/database/admin/setting-store.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const NOW = new Date('2026-11-21T12:00:00.123Z');
const LATER = new Date('2026-11-21T12:00:01.123Z');

describeOnEachEngine('the database', (engine) => {
  const database = shareTestDatabase(engine);

  it('recalls the newest turns of a conversation, oldest first', async () => {
    const store = createConversationStore(database());
    for (const number of [1, 2, 3]) {
      const question = { role: 'user', content: `سلام ${number} 👋` } as const;
      await store.append('chat:1', [question, { role: 'assistant', content: `answer ${number}` }], NOW);
    }
    await store.append('chat:2', [{ role: 'user', content: 'other' }], NOW);
    expect(await store.recent('chat:1', 3)).toEqual([
      { role: 'assistant', content: 'answer 2' },
      { role: 'user', content: 'سلام 3 👋' },
      { role: 'assistant', content: 'answer 3' },
    ]);
  });

  it('forgets one conversation and no other', async () => {
    const store = createConversationStore(database());
    await store.append('chat:1', [{ role: 'user', content: 'one' }], NOW);
    await store.append('chat:11', [{ role: 'user', content: 'eleven' }], NOW);
    await store.forget('chat:1');
    expect(await store.recent('chat:1', 9)).toEqual([]);
    expect(await store.recent('chat:11', 9)).toHaveLength(1);
  });

  it('keeps a person’s newest name and the language they chose', async () => {
    const store = createPersonStore(database());
    const sara = { userId: 7n, firstName: 'Sara', username: 'sara', telegramLanguage: 'en' };
    expect(await store.remember(sara, NOW)).toMatchObject({ ...sara, locale: null });
    await store.chooseLocale(7n, 'fa');
    const renamed = { ...sara, firstName: 'سارا', username: null, telegramLanguage: null };
    expect(await store.remember(renamed, LATER)).toMatchObject({ ...renamed, locale: 'fa' });
    expect(await store.find(7n)).toMatchObject({
      ...renamed,
      locale: 'fa',
      firstSeenAt: NOW,
      lastSeenAt: LATER,
    });
    expect(await store.find(8n)).toBeNull();
    expect(await store.names([7n, 8n])).toEqual(new Map([[7n, 'سارا']]));
    expect(await store.names([])).toEqual(new Map());
    // Cleaned of what shows nothing, such a name would leave a hole in every line that names its owner.
    await store.remember({ ...renamed, userId: 9n, firstName: '' }, NOW);
    expect(await store.names([7n, 9n, -1n])).toEqual(new Map([[7n, 'سارا']]));
  });

  it('remembers somebody once who writes twice at the same moment', async () => {
    const store = createPersonStore(database());
    const person = { userId: 9n, firstName: 'Ali', username: null, telegramLanguage: 'fa' };
    await Promise.all(Array.from({ length: 5 }, () => store.remember(person, NOW)));
    expect(await database().client.person.count()).toBe(1);
  });

  it('keeps the model chosen for a chat until it is given up', async () => {
    const store = createChatStore(database());
    expect(await store.model(-100n)).toBeNull();
    await store.chooseModel(-100n, 'groq/openai/gpt-oss-20b');
    expect(await store.model(-100n)).toBe('groq/openai/gpt-oss-20b');
    await store.chooseModel(-100n, null);
    expect(await store.model(-100n)).toBeNull();
  });

  it('keeps settings', async () => {
    const store = createSettingStore(database());
    expect(await store.get('generated_history')).toBeNull();
    await store.set('generated_history', 'first', NOW);
    await store.set('generated_history', 'second', LATER);
    expect(await store.get('generated_history')).toBe('second');
  });

  it('keeps nothing of a transaction that fails', async () => {
    const failing = database().transaction(async (connection) => {
      await connection.$executeRawUnsafe(`INSERT INTO chat (chat_id, reachable) VALUES (5, true)`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database().client.chat.count()).toBe(0);
  });
});
