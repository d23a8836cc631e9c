import type { Update } from 'grammy/types';
import * as v from 'valibot';

/** An update whose fields have the types that Telegram documents, or the problem with one that has not. */
export type ReadUpdate =
  | { update: Update; problem: null }
  /** `updateId`: its number, where that alone could be read; Telegram may then forget the update. */
  | { update: null; updateId: number | null; problem: string };

/**
 * Checks the fields that the bot uses, so that nothing behind it fails on a wrong type. The update is handed on as it
 * came; what the Bot API adds in later versions passes. Source of the types: https://core.telegram.org/bots/api.
 */
export function readUpdate(raw: unknown): ReadUpdate {
  try {
    const result = v.safeParse(UPDATE, raw, { abortEarly: true });
    if (result.success) return { update: raw as Update, problem: null };
    return { update: null, updateId: updateIdOf(raw), problem: v.getDotPath(result.issues[0]) ?? 'update' };
  } catch {
    // Replies to replies without end overflow the stack.
    return { update: null, updateId: updateIdOf(raw), problem: 'nesting' };
  }
}

function updateIdOf(raw: unknown): number | null {
  const result = v.safeParse(v.looseObject({ update_id: UPDATE_ID }), raw);
  return result.success ? result.output.update_id : null;
}

const TEXT = v.optional(v.string());
const FLAG = v.optional(v.boolean());
/** Ids of chats and persons have up to 52 bits. */
const ID = v.pipe(v.number(), v.safeInteger());
const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const SIZE = v.optional(COUNT);
const NUMBER = v.optional(v.pipe(v.number(), v.finite()));
const UPDATE_ID = COUNT;

const USER = v.looseObject({
  id: ID,
  is_bot: FLAG,
  first_name: TEXT,
  last_name: TEXT,
  username: TEXT,
  language_code: TEXT,
});
const CHAT = v.looseObject({
  id: ID,
  type: v.string(),
  title: TEXT,
  username: TEXT,
  first_name: TEXT,
  last_name: TEXT,
});
const ENTITIES = v.optional(
  v.array(
    v.looseObject({
      type: v.string(),
      offset: COUNT,
      length: COUNT,
      url: TEXT,
      language: TEXT,
      user: v.optional(USER),
    }),
  ),
);
const FILE = v.looseObject({
  file_id: v.string(),
  file_unique_id: TEXT,
  file_size: SIZE,
  file_name: TEXT,
  mime_type: TEXT,
  duration: SIZE,
  width: SIZE,
  height: SIZE,
  title: TEXT,
  performer: TEXT,
  emoji: TEXT,
});
const ANY_FILE = v.optional(FILE);
const WITH_TEXTS = v.looseObject({ text: TEXT, title: TEXT });
const PLACE = v.looseObject({ latitude: NUMBER, longitude: NUMBER });

/** What a message, or the message that it answers, shows to a reader. */
const CONTENT = {
  text: TEXT,
  caption: TEXT,
  entities: ENTITIES,
  caption_entities: ENTITIES,
  photo: v.optional(v.array(FILE)),
  voice: ANY_FILE,
  audio: ANY_FILE,
  video: ANY_FILE,
  video_note: ANY_FILE,
  animation: ANY_FILE,
  document: ANY_FILE,
  sticker: ANY_FILE,
  contact: v.optional(
    v.looseObject({
      phone_number: TEXT,
      first_name: TEXT,
      last_name: TEXT,
      vcard: TEXT,
      user_id: v.optional(ID),
    }),
  ),
  location: v.optional(PLACE),
  venue: v.optional(v.looseObject({ location: v.optional(PLACE), title: TEXT, address: TEXT })),
  dice: v.optional(v.looseObject({ emoji: TEXT, value: SIZE })),
  game: v.optional(v.looseObject({ title: TEXT, description: TEXT, text: TEXT })),
  poll: v.optional(
    v.looseObject({
      question: TEXT,
      options: v.optional(v.array(v.looseObject({ text: TEXT, voter_count: SIZE }))),
    }),
  ),
  checklist: v.optional(v.looseObject({ title: TEXT, tasks: v.optional(v.array(WITH_TEXTS)) })),
  story: v.optional(v.looseObject({ id: v.optional(ID), chat: v.optional(CHAT) })),
};

const MESSAGE: v.GenericSchema = v.looseObject({
  ...CONTENT,
  message_id: COUNT,
  date: SIZE,
  chat: CHAT,
  from: v.optional(USER),
  sender_chat: v.optional(CHAT),
  message_thread_id: SIZE,
  is_topic_message: FLAG,
  is_automatic_forward: FLAG,
  media_group_id: TEXT,
  author_signature: TEXT,
  migrate_to_chat_id: v.optional(ID),
  migrate_from_chat_id: v.optional(ID),
  forward_origin: v.optional(
    v.looseObject({
      type: TEXT,
      sender_user: v.optional(USER),
      sender_user_name: TEXT,
      sender_chat: v.optional(CHAT),
      chat: v.optional(CHAT),
    }),
  ),
  via_bot: v.optional(USER),
  quote: v.optional(v.looseObject({ text: TEXT, entities: ENTITIES })),
  external_reply: v.optional(v.looseObject({ ...CONTENT, chat: v.optional(CHAT), message_id: SIZE })),
  reply_to_message: v.optional(v.lazy(() => MESSAGE)),
  reply_markup: v.optional(
    v.looseObject({
      inline_keyboard: v.optional(v.array(v.array(v.looseObject({ text: TEXT, callback_data: TEXT })))),
    }),
  ),
  new_chat_members: v.optional(v.array(USER)),
  left_chat_member: v.optional(USER),
  pinned_message: v.optional(v.looseObject({ message_id: COUNT, chat: CHAT })),
});

const MEMBER = v.looseObject({
  status: v.string(),
  user: USER,
  can_send_messages: FLAG,
  can_post_messages: FLAG,
  is_member: FLAG,
});

const UPDATE = v.looseObject({
  update_id: UPDATE_ID,
  message: v.optional(MESSAGE),
  callback_query: v.optional(
    v.looseObject({
      id: v.string(),
      from: USER,
      data: TEXT,
      inline_message_id: TEXT,
      message: v.optional(MESSAGE),
    }),
  ),
  my_chat_member: v.optional(
    v.looseObject({ chat: CHAT, from: USER, date: SIZE, old_chat_member: MEMBER, new_chat_member: MEMBER }),
  ),
  stopped_message_generation: v.optional(
    v.looseObject({ chat: CHAT, from: v.optional(USER), message_id: SIZE, message_thread_id: SIZE }),
  ),
});
