import type { Update, User } from 'grammy/types';
import type { BotApiMessage } from './bot-api/bot-api-message.ts';
import type { BotApiContext } from './bot-api/bot-api-method.ts';
import type { BotApiServerParts } from './bot-api/bot-api-server.ts';
import { openMiniApp } from './open-mini-app.ts';
import type { TelegramFault } from './telegram-faults.ts';
import { forgePress, type PressedButton, pressButton } from './world/buttons.ts';
import { type Group, Groups, type NewGroup } from './world/groups.ts';
import { type NewUser, People, type SayOptions, type SendFileOptions } from './world/people.ts';

/** An update as Telegram would send it; without a number it gets the next one. */
export type NewUpdate = Omit<Update, 'update_id'> & { update_id?: number };

/** What people, groups and faults do to the bot. Ids that do not exist throw. */
export interface TelegramControls {
  addUser(user: NewUser): User;
  addGroup(group: NewGroup): Group;
  /** Opens a topic in a group or private chat and returns its thread id. */
  openTopic(chatId: number, name: string): number;
  say(userId: number, text: string, options?: SayOptions): BotApiMessage;
  sendPhoto(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendVoice(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendAudio(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  sendDocument(userId: number, data: Uint8Array, options?: SendFileOptions): BotApiMessage;
  edit(userId: number, messageId: number, text: string): BotApiMessage;
  forward(userId: number, messageId: number, options?: SayOptions): BotApiMessage;
  press(userId: number, messageId: number, buttonTextOrData: string): PressedButton;
  /** Presses with data that no button below the message has. */
  forgePress(userId: number, messageId: number, data: string): PressedButton;
  /** The address that a Mini App button opens, including the user's signed data. */
  openMiniApp(userId: number, messageId: number, buttonText: string): string;
  /** Presses the stop button of the current draft in a private chat. */
  stopDraft(userId: number): void;
  /** Sends an arbitrary update; `null` if the bot did not ask for its kind. */
  sendUpdate(update: NewUpdate): number | null;

  /** What the bot's owner writes with BotFather; `''` is for any language. */
  setProfileText(kind: 'description' | 'short_description', languageCode: string, text: string): void;
  blockBot(userId: number): void;
  unblockBot(userId: number): void;
  deactivateUser(userId: number): void;
  /** `everybody` changes the group's own permissions, which no update reports. Default `bot`. */
  muteBot(groupId: number, whom?: 'bot' | 'everybody'): void;
  unmuteBot(groupId: number, whom?: 'bot' | 'everybody'): void;
  upgradeGroup(groupId: number): number;
  /** The method `file` stands for a file download. */
  failNext(method: string, fault: TelegramFault, times?: number): void;
  clearFaults(): void;
}

/** Creates the controls of a stand-in. */
export function createControls(parts: BotApiServerParts, privacyMode: boolean): TelegramControls {
  const { api, faults } = parts;
  const people = new People(api, privacyMode);
  const groups = new Groups(api);
  return {
    addUser: (user) => people.addUser(user),
    addGroup: (group) => groups.add(group),
    setProfileText: (kind, languageCode, text) =>
      void api.commands.profile.set(`${kind}|${languageCode}`, text),
    openTopic: (chatId, name) => groups.openTopic(chatId, name),
    say: (userId, text, say) => people.say(userId, text, say),
    sendPhoto: (userId, data, send) => people.sendPhoto(userId, data, send),
    sendVoice: (userId, data, send) => people.sendVoice(userId, data, send),
    sendAudio: (userId, data, send) => people.sendAudio(userId, data, send),
    sendDocument: (userId, data, send) => people.sendDocument(userId, data, send),
    edit: (userId, messageId, text) => people.edit(userId, messageId, text),
    forward: (userId, messageId, say) => people.forward(userId, messageId, say),
    press: (userId, messageId, button) => pressButton(api, userId, people.find(messageId), button),
    forgePress: (userId, messageId, data) => forgePress(api, userId, people.find(messageId), data),
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

function timesOf(fault: TelegramFault): number {
  return typeof fault === 'object' ? (fault.times ?? 1) : 1;
}

function stopDraft(api: BotApiContext, userId: number): void {
  const room = api.world.room(userId);
  const draft = [...room.drafts.values()].findLast((candidate) => candidate.canStop);
  if (!draft) throw new Error(`no draft to stop in the chat of ${userId}`);
  if (draft.keepOnStop) draft.canStop = false;
  else api.world.removeDraft(userId, draft.id);
  api.updates.push({ stopped_message_generation: { chat: room.chat, draft_id: draft.id } });
}
