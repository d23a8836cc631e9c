import { GrammyError } from 'grammy';

/** Whether Telegram said no for good: neither that it has trouble itself nor that it was asked too often. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
}
