import type { Message } from 'grammy/types';

/** Whether a message begins with a command, known or not. */
export function isCommand(message: Pick<Message, 'entities'> | undefined): boolean {
  return message?.entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0) ?? false;
}
