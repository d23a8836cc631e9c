import type { BotCommand, User } from 'grammy/types';
import type { BotApiContext } from './bot-api/bot-api-method.ts';
import type { BotApiServerParts } from './bot-api/bot-api-server.ts';
import type { BotApiCall } from './bot-api/call-log.ts';
import { waitForMessage } from './wait-for-message.ts';
import type { ChatMessage } from './world/chat-message.ts';
import type { StoredFile } from './world/file-shelf.ts';
import type { TelegramEvent } from './world/telegram-event.ts';

/** What the bot did, as people and Telegram see it. Waits time out after a minute unless told otherwise. */
export interface TelegramObservations {
  calls: readonly BotApiCall[];
  /** Empties `calls`, which would otherwise grow during a long run. */
  forgetCalls(): void;
  callsOf(method: string): BotApiCall[];
  waitForCall(method: string, fits?: (call: BotApiCall) => boolean, timeoutMs?: number): Promise<BotApiCall>;
  messages(chatId: number): ChatMessage[];
  /** The first matching message or draft from the bot, existing ones included. */
  waitForMessage(
    chatId: number,
    fits: (message: ChatMessage) => boolean,
    timeoutMs?: number,
  ): Promise<ChatMessage>;
  visibleCommands(userId: number, chatId?: number): BotCommand[];
  /** A description of the bot as people with this language see it, `''` for any language. */
  profileText(kind: 'description' | 'short_description', languageCode: string): string;
  chatMembers(chatId: number): User[];
  file(fileId: string): StoredFile | undefined;
  pendingUpdates(): number;
  onEvent(listener: (event: TelegramEvent) => void): () => void;
}

/** Creates the observations of a stand-in. */
export function createObservations({ api, log }: BotApiServerParts): TelegramObservations {
  const { world } = api;
  return {
    calls: log.calls,
    forgetCalls: () => void log.calls.splice(0),
    callsOf: (method) => log.calls.filter((call) => call.method === method),
    waitForCall: (method, fits = () => true, timeoutMs = 300_000) => log.waitFor(method, fits, timeoutMs),
    messages: (chatId) => world.messages(chatId),
    waitForMessage: (chatId, fits, timeoutMs = 300_000) =>
      waitForMessage(world, chatId, (message) => message.by === 'bot' && fits(message), timeoutMs),
    visibleCommands: (userId, chatId = userId) => visibleCommands(api, userId, chatId),
    profileText: (kind, languageCode) =>
      (api.commands.profile.get(`${kind}|${languageCode}`) || api.commands.profile.get(`${kind}|`)) ?? '',
    chatMembers: (chatId) => [...world.room(chatId).members].flatMap((id) => world.users.get(id) ?? []),
    file: (fileId) => world.files.byId(fileId),
    pendingUpdates: () => api.updates.pending.length,
    onEvent: (listener) => world.onEvent(listener),
  };
}

function visibleCommands(api: BotApiContext, userId: number, chatId: number): BotCommand[] {
  const chatType = api.world.room(chatId).chat.type;
  const languageCode = (api.world.users.get(userId)?.language_code ?? '').split('-')[0]!;
  return api.commands.visibleTo({ chatId, chatType, userId, languageCode });
}
