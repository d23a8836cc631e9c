import * as fc from 'fast-check';
import type { Update } from 'grammy/types';
import { messageContent } from './message-content.ts';
import { mutated } from './mutate-json.ts';

export const ADMIN = 900;
/** Existing people and groups. */
export const PEOPLE: readonly number[] = Array.from({ length: 300 }, (_, index) => 101 + index);
export const GROUPS: readonly number[] = [-1_001_000, -1_002_000];

type Kind = Exclude<keyof Update, 'update_id'>;
type Member = 'member' | 'kicked' | 'left' | 'administrator' | 'restricted';

/** Telegram's ids have at most 52 bits. */
const oddId = fc.constantFrom(
  0,
  -1,
  1,
  2 ** 31,
  -(2 ** 31),
  2 ** 52 - 1,
  1 - 2 ** 52,
  777_000,
  1_087_968_824,
);
const personId = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...PEOPLE) },
  { weight: 2, arbitrary: fc.constant(ADMIN) },
  { weight: 1, arbitrary: oddId },
);
const name = fc.oneof(
  fc.constantFrom('سارا', 'Omid', '', '\u202e<b>', '/ai_usage', '👩‍👩‍👧‍👦'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const person = fc.record(
  {
    id: personId,
    is_bot: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    first_name: name,
    last_name: name,
    username: name,
    language_code: fc.constantFrom('fa', 'en', 'fa-IR', '', 'xx', '__proto__'),
  },
  { requiredKeys: ['id', 'is_bot', 'first_name'] },
);

/** A person in a private chat, a group or a channel. Admins write in private, where others see nothing. */
const place = fc
  .tuple(person, fc.nat(9), fc.constantFrom(...GROUPS, -500, -(10 ** 15)))
  .map(([from, kind, group]) => {
    const isPrivate = kind < 6 || from.id === ADMIN;
    const title = 'A group';
    const type = kind === 9 ? 'channel' : kind === 8 ? 'group' : 'supergroup';
    return { from, chat: isPrivate ? { ...from, type: 'private' } : { id: group, type, title } };
  });
const messageId = fc.oneof({ weight: 9, arbitrary: fc.nat(100_000) }, { weight: 1, arbitrary: oddId });
const date = fc.oneof({ weight: 9, arbitrary: fc.constant(1_790_000_000) }, { weight: 1, arbitrary: oddId });
const reply = fc.record({ message_id: messageId, date, from: person, content: messageContent });

const message = fc
  .record(
    { place, message_id: messageId, date, content: messageContent, reply, thread: fc.nat(9) },
    { requiredKeys: ['place', 'message_id', 'date', 'content'] },
  )
  .map(({ place: { from, chat }, content, reply: earlier, thread, ...rest }) => ({
    ...rest,
    from,
    chat,
    ...content,
    ...(earlier && { reply_to_message: { ...earlier, chat, ...earlier.content } }),
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: thread > 8 }),
  }));

const id = fc.oneof(fc.nat(1_000), fc.constantFrom(101, 900, -1, 10 ** 15, 10 ** 30));
const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
/** Callback data: valid, foreign and forged. */
const callbackData = fc.oneof(
  fc.tuple(fc.constantFrom('report', 'chart', 'csv', 'json'), id, id).map((parts) => parts.join(':')),
  fc.tuple(fc.constantFrom('report', 'chart', 'csv', 'json'), id).map((parts) => parts.join(':')),
  fc
    .tuple(fc.constantFrom('model', 'answer:with', 'alert', 'pause', 'resume', 'raise', 'undo', 'quiet'), hex)
    .map((parts) => parts.join(':')),
  fc.tuple(fc.constantFrom('ask', 'delete', 'keep'), id).map((parts) => `privacy:${parts.join(':')}`),
  fc
    .tuple(
      fc.constantFrom('settings', 'set'),
      fc.constantFrom(
        'report',
        'alert',
        'budget',
        'person',
        'price',
        'digits',
        'calendar',
        'locale',
        '',
        'x',
      ),
      fc.constantFrom('', '1', 'latn', 'arabext', 'jalali', '__proto__', '90', 'fa'),
    )
    .map((parts) => parts.join(':')),
  fc
    .tuple(fc.constantFrom('pause', 'resume', 'alert:pause', 'raise', 'undo', 'stop'), id)
    .map((parts) => parts.join(':')),
  fc.constantFrom(
    'answer:again',
    'answer:back',
    'answer:models',
    'language:fa',
    'language:en',
    'language:xx',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const press = fc
  .record(
    { place, data: callbackData, message_id: messageId, date, content: messageContent, inline: fc.string() },
    { requiredKeys: ['place', 'data', 'date', 'message_id', 'content'] },
  )
  .map(({ place: { from, chat }, data, inline, content, ...rest }) => ({
    id: '1',
    from,
    chat_instance: '1',
    data,
    ...(inline === undefined ? { message: { ...rest, chat, ...content } } : { inline_message_id: inline }),
  }));
const memberChange = fc
  .record({ place, date, was: member(), is: member() })
  .map(({ place: { from, chat }, date: at, was, is }) => ({
    from,
    chat,
    date: at,
    old_chat_member: { user: from, status: was },
    new_chat_member: { user: from, status: is },
  }));
const ofPlace = (more: object) =>
  place.map(({ from, chat }) => ({ id: '1', user: from, from, chat, date: 1, ...more }));

/** Every kind of update; the compiler reports a kind that Telegram adds. */
const KINDS: Readonly<Record<Kind, fc.Arbitrary<object>>> = {
  message,
  edited_message: message.map((it) => ({ ...it, edit_date: 1 })),
  channel_post: message,
  edited_channel_post: message,
  business_connection: ofPlace({ user_chat_id: 101, is_enabled: true }),
  business_message: message.map((it) => ({ ...it, business_connection_id: '1' })),
  edited_business_message: message.map((it) => ({ ...it, business_connection_id: '1' })),
  deleted_business_messages: ofPlace({ business_connection_id: '1', message_ids: [1, -1] }),
  guest_message: message,
  stopped_message_generation: fc.tuple(place, messageId).map(([{ chat }, draft_id]) => ({ chat, draft_id })),
  message_reaction: ofPlace({
    message_id: 1,
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji: '👍' }],
  }),
  message_reaction_count: ofPlace({ message_id: 1, reactions: [] }),
  inline_query: ofPlace({ query: 'x', offset: '' }),
  chosen_inline_result: ofPlace({ result_id: '1', query: 'x' }),
  callback_query: press,
  shipping_query: ofPlace({ invoice_payload: 'x', shipping_address: {} }),
  pre_checkout_query: ofPlace({ currency: 'XTR', total_amount: 1, invoice_payload: 'x' }),
  purchased_paid_media: ofPlace({ paid_media_payload: 'x' }),
  poll: ofPlace({ question: 'x', options: [], total_voter_count: 0 }),
  poll_answer: ofPlace({ poll_id: '1', option_ids: [0] }),
  my_chat_member: memberChange,
  chat_member: memberChange,
  chat_join_request: ofPlace({ user_chat_id: 101 }),
  chat_boost: ofPlace({ boost: { boost_id: '1', source: {} } }),
  removed_chat_boost: ofPlace({ boost_id: '1', source: {} }),
  managed_bot: ofPlace({ bot: { id: 1, is_bot: true, first_name: 'x' } }),
  subscription: ofPlace({ subscription: {} }),
};

const anyKind = fc.oneof(
  { weight: 40, arbitrary: KINDS.message.map((content) => ({ message: content })) },
  { weight: 20, arbitrary: KINDS.callback_query.map((content) => ({ callback_query: content })) },
  ...Object.entries(KINDS).map(([kind, content]) => ({
    weight: 1,
    arbitrary: content.map((it) => ({ [kind]: it })),
  })),
);

/** A valid update of any kind, without its number; only fields that people control are odd. */
export const anyUpdate: fc.Arbitrary<object> = anyKind;

/** The same with missing, mistyped or repeated fields. */
export const anyMutatedUpdate: fc.Arbitrary<object> = mutated(anyKind).map(withAdminsInPrivate);

function member(): fc.Arbitrary<Member> {
  return fc.constantFrom('member', 'kicked', 'left', 'administrator', 'restricted');
}

/**
 * Telegram reports senders truthfully, so no mutation makes an admin write in somebody else's private chat.
 */
function withAdminsInPrivate(update: object): object {
  for (const content of Object.values(update) as Record<string, unknown>[]) {
    if (!isObject(content)) continue;
    const from = content['from'];
    if (!isObject(from) || from['id'] !== ADMIN) continue;
    for (const owner of [content, content['message']])
      if (isObject(owner)) owner['chat'] = { id: ADMIN, type: 'private', first_name: 'Ada' };
  }
  return update;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
