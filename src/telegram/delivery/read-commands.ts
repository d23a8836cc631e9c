import type { MiddlewareFn } from 'grammy';
import { isCommand } from '../contents/is-command.ts';
import type { BotContext } from '../messages/context.ts';

/** The name of a command, without the bot that it is for. */
const NAME = /^\/\w+/;

/**
 * Commands mean the same in any case, since phones begin a message with a capital: `/Ai_usage` is `/ai_usage`. grammY
 * compares them as they were written.
 */
export const readCommands: MiddlewareFn<BotContext> = (ctx, next) => {
  const { message } = ctx;
  if (message?.text !== undefined && isCommand(message))
    message.text = message.text.replace(NAME, (name) => name.toLowerCase());
  return next();
};
