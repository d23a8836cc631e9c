import { InlineKeyboard } from 'grammy';
import type { BotContext } from '../context.ts';

/** Under an answer: ask the same again, or another model. What is asked is found by the message. */
export function answerKeyboard({ translate }: Pick<BotContext, 'translate'>): InlineKeyboard {
  return new InlineKeyboard()
    .text(translate('button-again'), 'answer:again')
    .text(translate('button-other-model'), 'answer:models');
}

/** Under words on why there is no answer, or only half of one. */
export function againKeyboard({ translate }: Pick<BotContext, 'translate'>): InlineKeyboard {
  return new InlineKeyboard()
    .text(translate('button-try-again'), 'answer:again')
    .text(translate('button-other-model'), 'answer:models');
}
