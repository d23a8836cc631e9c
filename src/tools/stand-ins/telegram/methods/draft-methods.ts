import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiMethod } from '../bot-api/bot-api-method.ts';
import { draftToChatMessage } from '../world/chat-message.ts';
import type { Draft } from '../world/chat-room.ts';
import { readMessageText } from '../text/formatted-text.ts';
import { readChatId } from './send-target.ts';

const sendMessageDraft: BotApiMethod = (api, parameters) => {
  const room = api.world.roomToSendTo(readChatId(parameters));
  if (room.chat.type !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID');
  const id = parameters.integer('draft_id');
  if (!id) throw badRequest('draft_id must be non-zero');
  const draft: Draft = {
    id,
    ...readMessageText(parameters, true),
    threadId: parameters.integer('message_thread_id') ?? null,
    canStop: parameters.flag('can_stop'),
    keepOnStop: parameters.flag('keep_on_stop'),
    updatedAt: api.world.now(),
    expiry: setTimeout(() => api.world.removeDraft(room.chat.id, id), api.draftLifetimeMs),
  };
  clearTimeout(room.drafts.get(id)?.expiry);
  room.drafts.set(id, draft);
  const message = draftToChatMessage(draft, room.chat.id, api.world.bot);
  api.world.emit({ type: 'draft', chatId: room.chat.id, message });
  return true;
};

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
]);

const sendChatAction: BotApiMethod = (api, parameters) => {
  const room = api.world.roomToSendTo(readChatId(parameters));
  const action = parameters.text('action') ?? '';
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  api.world.emit({ type: 'typing', chatId: room.chat.id, action });
  return true;
};

/** Methods that show progress: drafts and "typing…". */
export const draftMethods = { sendMessageDraft, sendChatAction };
