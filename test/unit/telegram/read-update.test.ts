import { readUpdate } from '../../../src/telegram/inbox/read-update.ts';

const ADA = { id: 7, is_bot: false, first_name: 'Ada', language_code: 'en' };
const GROUP = { id: -100_123_456_789, type: 'supergroup', title: 'Readers' };
const MESSAGE = {
  message_id: 5,
  date: 1_700_000_000,
  chat: GROUP,
  from: ADA,
  text: '@bot hello',
  entities: [{ type: 'mention', offset: 0, length: 4 }],
  reply_to_message: {
    message_id: 4,
    date: 1_700_000_000,
    chat: GROUP,
    photo: [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }],
    caption: 'A picture',
  },
};
const UPDATE = { update_id: 1, message: MESSAGE };

const WRONG: unknown[] = [null, { toString: 1 }, [], [1], '', 'x', -0.5, 2 ** 60, NaN, true, {}];

describe('reading an update', () => {
  it('hands it on as it came, with fields that nobody knows yet', () => {
    const update = { ...UPDATE, message: { ...MESSAGE, something_new: { id: 'x' } } };
    expect(readUpdate(update).update).toBe(update);
  });

  it('takes presses, memberships and stops', () => {
    const member = { status: 'member', user: ADA };
    const updates = [
      {
        update_id: 1,
        callback_query: { id: '12', from: ADA, chat_instance: '1', data: 'a', message: MESSAGE },
      },
      {
        update_id: 2,
        my_chat_member: { chat: GROUP, from: ADA, date: 1, old_chat_member: member, new_chat_member: member },
      },
      { update_id: 3, stopped_message_generation: { chat: GROUP, draft_id: 9 } },
    ];
    expect(updates.map((update) => readUpdate(update).problem)).toEqual([null, null, null]);
  });

  const fields: [string, (value: unknown) => unknown, unknown[]][] = [
    ['message.chat.id', (id) => ({ ...MESSAGE, chat: { ...GROUP, id } }), WRONG],
    ['message.from.id', (id) => ({ ...MESSAGE, from: { ...ADA, id } }), WRONG],
    ['message.from', (from) => ({ ...MESSAGE, from }), [null, 1, 'x', [], {}]],
    ['message.text', (text) => ({ ...MESSAGE, text }), [null, 1, {}, []]],
    ['message.message_id', (id) => ({ ...MESSAGE, message_id: id }), WRONG],
    ['message.entities', (entities) => ({ ...MESSAGE, entities }), [null, 1, 'x', [null], [{}]]],
    ['message.photo', (photo) => ({ ...MESSAGE, photo }), [null, 'x', [{}], [{ file_id: 1 }]]],
    [
      'message.reply_to_message',
      (reply) => ({ ...MESSAGE, reply_to_message: reply }),
      [null, 1, {}, { chat: 1 }],
    ],
  ];
  for (const [name, put, values] of fields) {
    it(`refuses a wrong ${name}, and knows the number`, () => {
      for (const value of values) {
        const read = readUpdate({ update_id: 1, message: put(value) });
        expect({ value, ...read }).toMatchObject({ value, update: null, updateId: 1 });
      }
    });
  }

  it('knows no number where that is wrong itself', () => {
    for (const id of [null, { toString: 1 }, [], 'x', -1, 1.5, undefined])
      expect(readUpdate({ ...UPDATE, update_id: id })).toMatchObject({ update: null, updateId: null });
    for (const raw of [null, 1, 'x', [], undefined])
      expect(readUpdate(raw)).toMatchObject({ update: null, updateId: null });
  });

  it('survives replies to replies without end', () => {
    let reply: object = MESSAGE;
    for (let depth = 0; depth < 20_000; depth++) reply = { ...MESSAGE, reply_to_message: reply };
    expect(readUpdate({ update_id: 1, message: reply })).toMatchObject({ update: null, updateId: 1 });
  });
});
