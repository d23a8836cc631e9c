import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { RunningBot } from './running-bot.ts';

/** A press that no feature takes. */
const NOTHING = 'nothing:';

/**
 * Presses a button; returns the note that is shown for it, once the bot is done with the press. It rewrites the message
 * after its note, so another press follows: those of one person in one chat are handled in order, apart from messages.
 */
export async function pressButton(
  { telegram }: Pick<RunningBot, 'telegram'>,
  message: ChatMessage,
  label: string,
  by = message.chatId,
): Promise<string> {
  const { text } = await telegram.press(by, message.id, label).answer;
  await telegram.forgePress(by, message.id, NOTHING).answer;
  return stripMarks(text);
}
