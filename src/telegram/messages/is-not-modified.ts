import { GrammyError } from 'grammy';

/** Whether Telegram refused to change a message only because it is already what it was to become. */
export function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && saysNotModified(error);
}

/** The same of an answer that was not made an error yet. */
export function saysNotModified({ description }: { description: string }): boolean {
  return description.includes('message is not modified');
}
