import type { BotCommand, Update, User, UserFromGetMe } from 'grammy/types';
import { startLoopbackServer } from '../http/loopback-server.ts';
import type { BotApiMessage } from './bot-api/bot-api-message.ts';
import type { BotApiContext } from './bot-api/bot-api-method.ts';
import { type BotApiServerParts, createBotApiHandler, runMethod } from './bot-api/bot-api-server.ts';
import { botUser } from './world/bot-user.ts';
import { openMiniApp } from './open-mini-app.ts';
import { type PressedButton, pressButton } from './world/buttons.ts';
import { type BotApiCall, CallLog } from './bot-api/call-log.ts';
import type { ChatMessage } from './world/chat-message.ts';
import { ChatWorld } from './world/chat-world.ts';
import { CommandBook } from './world/command-book.ts';
import type { StoredFile } from './world/file-shelf.ts';
import { FloodGuard, type FloodLimits } from './bot-api/flood-limit.ts';
import { type Group, Groups, type NewGroup } from './world/groups.ts';
import { MethodParameters } from './bot-api/method-parameters.ts';
import { type NewUser, People, type SayOptions, type SendFileOptions } from './world/people.ts';
import { type TelegramFault, TelegramFaults } from './telegram-faults.ts';
import type { TelegramEvent } from './world/telegram-event.ts';
import { UpdateQueue } from './update-queue.ts';
import { waitForMessage } from './wait-for-message.ts';
import { WebhookDelivery } from './webhook-delivery.ts';

/** An update as Telegram would send it; its number is chosen unless given. */
export type NewUpdate = Omit<Update, 'update_id'> & { update_id?: number };

export interface TelegramStandInOptions {
  /** The one token that is accepted. Default `1000000001:stand-in-token`. */
  token?: string;
  port?: number;
  botName?: string;
  botUsername?: string;
  /** With privacy mode, a bot in a group sees only what is meant for it. Default false. */
  privacyMode?: boolean;
  /** Refuse messages that come too fast. Default: never. */
  floodLimits?: FloodLimits;
  /** How long a pressed button may be answered. Default 60 s. */
  callbackLifetimeMs?: number;
  /** How long a draft stays without news. Default 30 s, as in Telegram. */
  draftLifetimeMs?: number;
  /** Open Mini Apps without HTTPS too, as Telegram's test servers do. Default false. */
  opensHttp?: boolean;
  /** Delay before a failed webhook delivery is repeated; it doubles. Default 1 s. */
  webhookRetryMs?: number;
  /** Where updates for a webhook address are really sent. Default: to that address. */
  webhookRoute?: (url: string) => string;
  firstUpdateId?: number;
  now?: () => number;
}

/** A Bot API server on loopback, and the people who use the bot through it. */
export interface TelegramStandIn {
  /** For grammY's `client.apiRoot`. */
  apiRoot: string;
  token: string;
  bot: UserFromGetMe;
  close(): Promise<void>;

  addUser(user: NewUser): User;
  addGroup(group: NewGroup): Group;
  /** Opens a topic in a chat, such as a private one, and returns its thread id. */
  openTopic(chatId: number, name: string): number;
  say(userId: number, text: string, options?: SayOptions): BotApiMessage;
  sendPhoto(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendVoice(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendAudio(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendDocument(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  edit(userId: number, messageId: number, text: string): BotApiMessage;
  forward(userId: number, messageId: number, options?: SayOptions): BotApiMessage;
  press(userId: number, messageId: number, buttonTextOrData: string): PressedButton;
  /** The address that a Mini App's button opens, with what Telegram tells the Mini App of the person. */
  openMiniApp(userId: number, messageId: number, buttonText: string): string;
  /** Presses the stop button of the draft that is being written in a person's private chat. */
  stopDraft(userId: number): void;
  sendUpdate(update: NewUpdate): number | null;

  blockBot(userId: number): void;
  unblockBot(userId: number): void;
  deactivateUser(userId: number): void;
  /** `everybody`: the group's own permissions change, of which no update tells. Default `bot`. */
  muteBot(groupId: number, whom?: 'bot' | 'everybody'): void;
  unmuteBot(groupId: number, whom?: 'bot' | 'everybody'): void;
  upgradeGroup(groupId: number): number;
  /** `file` stands for the download of a file, which is no method. */
  failNext(method: string, fault: TelegramFault, times?: number): void;
  clearFaults(): void;

  calls: readonly BotApiCall[];
  /** Empties `calls`, which a long run would fill without end. */
  forgetCalls(): void;
  callsOf(method: string): BotApiCall[];
  waitForCall(method: string, fits?: (call: BotApiCall) => boolean, timeoutMs?: number): Promise<BotApiCall>;
  messages(chatId: number): ChatMessage[];
  /** The first message from the bot, or draft of one, that fits; messages that are there already count. */
  waitForMessage(
    chatId: number,
    fits: (message: ChatMessage) => boolean,
    timeoutMs?: number,
  ): Promise<ChatMessage>;
  visibleCommands(userId: number, chatId?: number): BotCommand[];
  chatMembers(chatId: number): User[];
  file(fileId: string): StoredFile | undefined;
  pendingUpdates(): number;
  onEvent(listener: (event: TelegramEvent) => void): () => void;
}

/** Starts a stand-in for Telegram. Everything in it lives in memory and ends with it. */
export async function startTelegramStandIn(options: TelegramStandInOptions = {}): Promise<TelegramStandIn> {
  const token = options.token ?? '1000000001:stand-in-token';
  const world = new ChatWorld(botUser(token, options), options.now ?? Date.now);
  const updates = new UpdateQueue(options.firstUpdateId ?? 10_000_001);
  const webhook = new WebhookDelivery(updates, {
    retryMs: options.webhookRetryMs ?? 1000,
    route: options.webhookRoute ?? ((url) => url),
    onReply: (method, payload) =>
      runMethod(parts, method, new MethodParameters(payload), new AbortController().signal),
  });
  const api: BotApiContext = {
    world,
    updates,
    webhook,
    commands: new CommandBook(),
    callbackLifetimeMs: options.callbackLifetimeMs ?? 60_000,
    draftLifetimeMs: options.draftLifetimeMs ?? 30_000,
    opensHttp: options.opensHttp ?? false,
  };
  const flood = options.floodLimits ? new FloodGuard(options.floodLimits, world.now) : null;
  const parts: BotApiServerParts = { api, token, log: new CallLog(), faults: new TelegramFaults(), flood };
  const server = await startLoopbackServer(createBotApiHandler(parts), options.port);
  const close = async (): Promise<void> => {
    webhook.stop();
    updates.close();
    world.close();
    await server.close();
  };
  return {
    apiRoot: server.url,
    token,
    bot: world.bot,
    close,
    ...drivingSide(parts, options),
    ...observingSide(parts),
  };
}

type DrivingSide = Pick<
  TelegramStandIn,
  | 'addUser'
  | 'addGroup'
  | 'openTopic'
  | 'say'
  | 'sendPhoto'
  | 'sendVoice'
  | 'sendAudio'
  | 'sendDocument'
  | 'edit'
  | 'forward'
  | 'press'
  | 'openMiniApp'
  | 'stopDraft'
  | 'sendUpdate'
  | 'blockBot'
  | 'unblockBot'
  | 'deactivateUser'
  | 'muteBot'
  | 'unmuteBot'
  | 'upgradeGroup'
  | 'failNext'
  | 'clearFaults'
>;

function drivingSide(parts: BotApiServerParts, options: TelegramStandInOptions): DrivingSide {
  const { api, faults } = parts;
  const people = new People(api, options.privacyMode ?? false);
  const groups = new Groups(api);
  return {
    addUser: (user) => people.addUser(user),
    addGroup: (group) => groups.add(group),
    openTopic: (chatId, name) => groups.openTopic(chatId, name),
    say: (userId, text, say) => people.say(userId, text, say),
    sendPhoto: (userId, data, send) => people.sendPhoto(userId, data, send),
    sendVoice: (userId, data, send) => people.sendVoice(userId, data, send),
    sendAudio: (userId, data, send) => people.sendAudio(userId, data, send),
    sendDocument: (userId, data, send) => people.sendDocument(userId, data, send),
    edit: (userId, messageId, text) => people.edit(userId, messageId, text),
    forward: (userId, messageId, say) => people.forward(userId, messageId, say),
    press: (userId, messageId, button) => pressButton(api, userId, people.find(messageId), button),
    openMiniApp: (userId, messageId, button) => openMiniApp(parts, userId, people.find(messageId), button),
    stopDraft: (userId) => stopDraft(api, userId),
    sendUpdate: (update) => api.updates.push(update)?.update_id ?? null,
    blockBot: (userId) => people.setBlocked(userId, true),
    unblockBot: (userId) => people.setBlocked(userId, false),
    deactivateUser: (userId) => void (api.world.room(userId).refusal = 'deactivated'),
    muteBot: (groupId, whom = 'bot') => groups.setMuted(groupId, true, whom),
    unmuteBot: (groupId, whom = 'bot') => groups.setMuted(groupId, false, whom),
    upgradeGroup: (groupId) => groups.upgrade(groupId),
    failNext: (method, fault, times) => faults.add(method, fault, times ?? timesOf(fault)),
    clearFaults: () => faults.clear(),
  };
}

function observingSide({
  api,
  log,
}: BotApiServerParts): Omit<TelegramStandIn, keyof DrivingSide | 'apiRoot' | 'token' | 'bot' | 'close'> {
  const { world } = api;
  return {
    calls: log.calls,
    forgetCalls: () => void log.calls.splice(0),
    callsOf: (method) => log.calls.filter((call) => call.method === method),
    waitForCall: (method, fits = () => true, timeoutMs = 5000) => log.waitFor(method, fits, timeoutMs),
    messages: (chatId) => world.messages(chatId),
    waitForMessage: (chatId, fits, timeoutMs = 5000) =>
      waitForMessage(world, chatId, (message) => message.by === 'bot' && fits(message), timeoutMs),
    visibleCommands: (userId, chatId = userId) => visibleCommands(api, userId, chatId),
    chatMembers: (chatId) => [...world.room(chatId).members].flatMap((id) => world.users.get(id) ?? []),
    file: (fileId) => world.files.byId(fileId),
    pendingUpdates: () => api.updates.pending.length,
    onEvent: (listener) => world.onEvent(listener),
  };
}

function timesOf(fault: TelegramFault): number {
  return typeof fault === 'object' ? (fault.times ?? 1) : 1;
}

function visibleCommands(api: BotApiContext, userId: number, chatId: number): BotCommand[] {
  const chatType = api.world.room(chatId).chat.type;
  const languageCode = (api.world.users.get(userId)?.language_code ?? '').split('-')[0]!;
  return api.commands.visibleTo({ chatId, chatType, userId, languageCode });
}

function stopDraft(api: BotApiContext, userId: number): void {
  const room = api.world.room(userId);
  const draft = [...room.drafts.values()].findLast((candidate) => candidate.canStop);
  if (!draft) throw new Error(`nothing that can be stopped is being written to ${userId}`);
  if (draft.keepOnStop) draft.canStop = false;
  else api.world.removeDraft(userId, draft.id);
  api.updates.push({ stopped_message_generation: { chat: room.chat, draft_id: draft.id } });
}
