import type { Transformer } from 'grammy';
import { followMigration } from '../../../src/telegram/api/follow-migration.ts';
import { createPostPermission } from '../../../src/telegram/api/post-permission.ts';
import { createUnreachableChats } from '../../../src/telegram/api/unreachable-chats.ts';
import { createPeople } from '../../../src/telegram/people/people.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

/** More chats than any of these memories holds. */
const MANY = 10_500;
const { logger } = keepLogLines();

type Call = Parameters<Transformer>[0];

/** Sends a message to each chat through a transformer, and notes which calls reached Telegram, which answers so. */
async function send(guard: Transformer, chatIds: readonly number[], answer: object): Promise<number[]> {
  const asked: number[] = [];
  const telegram = (async (_method: string, { chat_id }: { chat_id: number }) => {
    asked.push(chat_id);
    return answer;
  }) as unknown as Call;
  for (const chat_id of chatIds) await guard(telegram, 'sendMessage', { chat_id, text: 'hello' });
  return asked;
}

const chatsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => first + index);
const refused = (error_code: number, description: string, parameters = {}) => ({
  ok: false,
  error_code,
  description,
  parameters,
});

describe('what is remembered of chats', () => {
  it('that are closed is bounded, and learned again', async () => {
    const chats = { setReachable: async () => undefined };
    const { guard } = createUnreachableChats({ chats, unreachable: [], logger });
    const closed = refused(403, 'Forbidden: bot was blocked by the user');
    await send(guard, chatsFrom(1, MANY), closed);
    expect(await send(guard, [MANY], closed)).toEqual([]);
    expect(await send(guard, [1], closed)).toEqual([1]);
    expect(await send(guard, [1], closed)).toEqual([]);
  });

  it('in which the bot is muted is bounded, and learned again', async () => {
    const permission = createPostPermission({ clock: new FakeClock(), logger });
    await send(permission.guard, chatsFrom(1, MANY), refused(400, 'not enough rights to send text messages'));
    expect([permission.mayAsk(MANY), permission.mayAsk(1)]).toEqual([false, true]);
  });

  it('that have a new id is bounded, and learned again', async () => {
    const guard = followMigration();
    const moved = refused(400, 'group chat was upgraded', { migrate_to_chat_id: -100 });
    await send(guard, chatsFrom(1, MANY), moved);
    expect(await send(guard, [MANY], moved)).toEqual([-100]);
    expect(await send(guard, [1], moved)).toEqual([1, -100]);
  });
});

describe('what is remembered of people', () => {
  it('is bounded, and read again', async () => {
    const read: bigint[] = [];
    const store = {
      remember: async (person: { userId: bigint }) => {
        read.push(person.userId);
        return { ...person, locale: null } as never;
      },
      find: async () => null,
      names: async () => new Map(),
      chooseLocale: async () => undefined,
    };
    const tolerate = <Result>(work: () => Promise<Result>) => work();
    const people = createPeople(store, new FakeClock(), 'en', tolerate);
    const user = (id: number) => ({ id, is_bot: false, first_name: 'Sara' });
    for (const id of chatsFrom(1, MANY)) await people.localeOf(user(id), 'hello');
    read.length = 0;
    for (const id of [MANY, 1, 1]) await people.localeOf(user(id), 'hello');
    expect(read).toEqual([1n]);
  });
});
