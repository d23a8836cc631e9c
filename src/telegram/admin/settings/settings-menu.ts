import { InlineKeyboard } from 'grammy';
import { markLines } from '../../../localization/direction.ts';
import type { BotContext } from '../../messages/context.ts';
import type { SettingTopic } from './setting-topic.ts';

/** The data of the menu's buttons. It holds no value, so a menu of any age still works. */
export const MENU_DATA = /^settings:([a-z-]+)$/;

/** One button for each setting, with what it is now. */
export function menuKeyboard(ctx: BotContext, topics: readonly SettingTopic[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const topic of topics)
    keyboard.text(markLines(topic.button(ctx), ctx.locale), `settings:${topic.id}`).row();
  return keyboard;
}
