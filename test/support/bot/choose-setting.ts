import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, isReplyAfter, type RunningBot } from './running-bot.ts';

/** Sends /settings and resolves with its menu. */
export async function openMenu(bot: RunningBot, admin = ADMIN): Promise<ChatMessage> {
  const { message_id } = bot.telegram.say(admin, '/settings');
  return bot.telegram.waitForMessage(admin, isReplyAfter(message_id));
}

/** Presses a button of the menu and resolves with the question that follows. */
export async function openQuestion(bot: RunningBot, topic: string, admin = ADMIN): Promise<ChatMessage> {
  const menu = await openMenu(bot, admin);
  await bot.telegram.press(admin, menu.id, `settings:${topic}`).answer;
  return bot.telegram.waitForMessage(admin, isReplyAfter(menu.id));
}

/** The same as `openQuestion`, resolving with the question's text without its invisible marks. */
export async function chooseSetting(bot: RunningBot, topic: string, admin = ADMIN): Promise<string> {
  return stripMarks((await openQuestion(bot, topic, admin)).text);
}
