import type { BotApiMessage } from './bot-api/bot-api-message.ts';
import type { BotApiServerParts } from './bot-api/bot-api-server.ts';
import { signInitData } from './sign-init-data.ts';

/** The address of a Mini App button, with the user's signed data after the #. */
export function openMiniApp(
  { api, token }: BotApiServerParts,
  userId: number,
  message: BotApiMessage,
  text: string,
): string {
  const user = api.world.users.get(userId);
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((candidate) => 'web_app' in candidate && candidate.text === text);
  if (!user || !button || !('web_app' in button))
    throw new Error(`message ${message.message_id} has no Mini App button "${text}"`);
  const url = new URL(button.web_app.url);
  url.hash = new URLSearchParams({
    tgWebAppData: signInitData(token, user, api.world.now()),
    tgWebAppVersion: '9.1',
    tgWebAppPlatform: 'web',
    tgWebAppThemeParams: '{}',
  }).toString();
  return url.toString();
}
