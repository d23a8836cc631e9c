import { InlineKeyboard } from 'grammy';
import { markLines } from '../../../localization/direction.ts';
import type { BotContext } from '../../messages/context.ts';
import type { SettingTopic } from './setting-topic.ts';

/** The data of the menu's buttons, and of those that are about one account. It holds no value, so one of any age still works. */
export const MENU_DATA = /^settings:([a-z-]+)(?::(-?\d{1,16}))?$/;

/** One button for each setting, with what it is now. */
export function menuKeyboard(ctx: BotContext, topics: readonly SettingTopic[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const topic of topics)
    keyboard.text(markLines(topic.button(ctx), ctx.locale), `settings:${topic.id}`).row();
  return keyboard;
}
