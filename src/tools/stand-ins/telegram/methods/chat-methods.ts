import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiMethod } from '../bot-api/bot-api-method.ts';
import type { ChatRoom } from '../world/chat-room.ts';
import { readChatId } from './send-target.ts';

const getMe: BotApiMethod = (api) => api.world.bot;

const getChat: BotApiMethod = (api, parameters) => {
  const { chat } = api.world.roomForBot(readChatId(parameters));
  return { ...chat, accent_color_id: 0, max_reaction_count: 11 };
};

const getChatMember: BotApiMethod = (api, parameters) => {
  const room = api.world.roomForBot(readChatId(parameters));
  const userId = parameters.integer('user_id') ?? 0;
  if (userId === api.world.bot.id) return { user: api.world.bot, ...botStatus(room) };
  const user = api.world.users.get(userId);
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
  const [owner] = room.members;
  if (!room.members.has(userId)) return { user, status: 'left' };
  // The first member of a new group owns it.
  return userId === owner ? { user, status: 'creator', is_anonymous: false } : { user, status: 'member' };
};

const leaveChat: BotApiMethod = (api, parameters) => {
  const room = api.world.roomForBot(readChatId(parameters));
  if (room.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  room.refusal = 'kicked';
  return true;
};

const answerCallbackQuery: BotApiMethod = (api, parameters) => {
  const id = parameters.text('callback_query_id') ?? '';
  const callback = api.world.callbacks.get(id);
  if (!callback || callback.expiresAt < api.world.now()) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = parameters.text('text') ?? '';
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  api.world.callbacks.delete(id);
  const answer = { text, alert: parameters.flag('show_alert'), url: parameters.text('url') ?? null };
  callback.answered(answer);
  api.world.emit({ type: 'callback-answer', chatId: callback.chatId, userId: callback.userId, answer });
  return true;
};

/** The bot's membership in a group, including its right to post. */
export function botStatus({ refusal }: ChatRoom): object {
  if (refusal === 'muted') return { status: 'restricted', is_member: true, can_send_messages: false };
  return { status: refusal ? 'left' : 'member' };
}

/** Methods on the bot, chats and members, and answers to button presses. */
export const chatMethods = { getMe, getChat, getChatMember, leaveChat, answerCallbackQuery };
