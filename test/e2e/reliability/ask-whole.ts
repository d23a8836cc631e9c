import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { OMID, type RunningBot } from '../../support/bot/running-bot.ts';

type Talking = Pick<RunningBot, 'telegram'>;

const PATIENCE_MS = 180_000;

/**
 * Asks a question and resolves with the bot's complete reply, which ends before the reply to a later command.
 */
export function askWhole(bot: Talking, text: string, chatId = OMID): Promise<string[]> {
  return followWhole(bot, () => bot.telegram.say(speakerIn(chatId), text, { chatId }).message_id, chatId);
}

/** Does something that the bot replies to; `act` returns the id of the newest message before the reply. */
export async function followWhole(
  { telegram }: Talking,
  act: () => number,
  chatId = OMID,
): Promise<string[]> {
  const asked = act();
  telegram.say(speakerIn(chatId), '/language', { chatId });
  const end = await telegram.waitForMessage(
    chatId,
    (message) => message.id > asked && isLanguageMenu(message),
    PATIENCE_MS,
  );
  return telegram
    .messages(chatId)
    .filter(({ by, id, draft }) => by === 'bot' && draft === null && id > asked && id < end.id)
    .map((message) => stripMarks(message.text));
}

/** In a private chat its person; in a group the one that all of these tests know. */
function speakerIn(chatId: number): number {
  return chatId > 0 ? chatId : OMID;
}

function isLanguageMenu({ keyboard }: ChatMessage): boolean {
  return keyboard.flat().some(({ value }) => value.startsWith('language:'));
}
