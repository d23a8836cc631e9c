import { Composer, InlineKeyboard } from 'grammy';
import { markLines } from '../../localization/direction.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import type { Language, Languages } from '../people/languages.ts';
import { mayPressFor } from '../messages/may-press-for.ts';
import type { People } from '../people/people.ts';
import { reply } from '../messages/reply.ts';

const BUTTONS: Readonly<Record<Locale, string>> = { en: 'button-language-en', fa: 'button-language-fa' };

/** `/language`: the language of the bot's messages, and of its menu, for one person. */
export function language(
  people: People,
  languages: Languages,
  setMenu: (ctx: BotContext, language: Language) => Promise<void>,
): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('language', (ctx) => {
    const keyboard = new InlineKeyboard();
    for (const locale of LOCALES)
      keyboard.text(ctx.translate(BUTTONS[locale]), `language:${locale}:${ctx.personId}`);
    return reply(ctx, 'language-choose', {}, keyboard);
  });
  composer.callbackQuery(/^language:(en|fa):(-?\d+)$/, async (ctx) => {
    if (!(await mayPressFor(ctx, Number(ctx.match[2]))))
      return answerPress(ctx, ctx.translate('toast-not-yours'));
    const chosen = languages[ctx.match[1] as Locale];
    await people.chooseLocale(ctx.from, chosen.locale);
    await answerPress(ctx);
    await editInPlace(ctx, markLines(chosen.translate('language-set'), chosen.locale));
    // A group's menu is for all of its members.
    if (ctx.chat?.type === 'private') await setMenu(ctx, chosen);
  });
  return composer;
}
