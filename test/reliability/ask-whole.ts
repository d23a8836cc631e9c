import type { ChatMessage } from '../../src/demo/telegram/chat-message.ts';
import { stripMarks } from '../../src/localization/direction.ts';
import { OMID, type RunningBot } from '../support/running-bot.ts';

const PATIENCE_MS = 180_000;

/** Asks, and resolves with everything that the bot says to it: what is asked after it is answered after it. */
export async function askWhole(bot: Pick<RunningBot, 'telegram'>, text: string): Promise<string[]> {
  const { message_id: asked } = bot.telegram.say(OMID, text);
  bot.telegram.say(OMID, '/language');
  const end = await bot.telegram.waitForMessage(
    OMID,
    (message) => message.id > asked && isLanguageMenu(message),
    PATIENCE_MS,
  );
  return bot.telegram
    .messages(OMID)
    .filter(({ by, id, draft }) => by === 'bot' && draft === null && id > asked && id < end.id)
    .map((message) => stripMarks(message.text));
}

function isLanguageMenu({ keyboard }: ChatMessage): boolean {
  return keyboard.flat().some(({ value }) => value.startsWith('language:'));
}
