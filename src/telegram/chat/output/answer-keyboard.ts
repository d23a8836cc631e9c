import { InlineKeyboard } from 'grammy';
import type { BotContext } from '../../messages/context.ts';

/** The first button under an answer, or under words on why there is none. */
export type AnswerButton = 'button-again' | 'button-try-again';

/** Asks the same again, or another model. What is asked is found by the message. */
export function answerKeyboard(
  { translate }: Pick<BotContext, 'translate'>,
  again: AnswerButton,
): InlineKeyboard {
  return new InlineKeyboard()
    .text(translate(again), 'answer:again')
    .text(translate('button-other-model'), 'answer:models');
}
