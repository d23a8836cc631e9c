import { GrammyError } from 'grammy';

/** Whether Telegram refused an edit only because the message already is what it was to become. */
export function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && error.description.includes('message is not modified');
}
