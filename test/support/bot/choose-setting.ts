import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, isAlert, isWhole, type RunningBot } from './running-bot.ts';

/** The next message that is no alert: those come by themselves. */
function replyAfter({ telegram }: RunningBot, admin: number, messageId: number): Promise<ChatMessage> {
  return telegram.waitForMessage(
    admin,
    (message) => message.id > messageId && isWhole(message) && !isAlert(message),
  );
}

/** Sends /settings and resolves with its menu. */
export async function openMenu(bot: RunningBot, admin = ADMIN): Promise<ChatMessage> {
  const { message_id } = bot.telegram.say(admin, '/settings');
  return replyAfter(bot, admin, message_id);
}

/** Presses a button of the menu and resolves with the question that follows. */
export async function openQuestion(bot: RunningBot, topic: string, admin = ADMIN): Promise<ChatMessage> {
  const menu = await openMenu(bot, admin);
  await bot.telegram.press(admin, menu.id, `settings:${topic}`).answer;
  return replyAfter(bot, admin, menu.id);
}

/** The same as `openQuestion`, resolving with the question's text without its invisible marks. */
export async function chooseSetting(bot: RunningBot, topic: string, admin = ADMIN): Promise<string> {
  return stripMarks((await openQuestion(bot, topic, admin)).text);
}
