import { GrammyError } from 'grammy';
import { isNotModified } from '../messages/is-not-modified.ts';

const RETRY_MS = 5_000;

/**
 * Makes a call that may get lost, such as a preview that the next one replaces. Resolves with the milliseconds
 * for which to make no other, 0 where all went well; `badMarkup` is tried when Telegram refuses the markup.
 */
export async function bestEffortCall(
  call: () => Promise<unknown>,
  badMarkup?: () => Promise<unknown>,
): Promise<number> {
  try {
    await call();
    return 0;
  } catch (error) {
    if (isNotModified(error)) return 0;
    if (!(error instanceof GrammyError)) return RETRY_MS;
    if (error.parameters.retry_after) return error.parameters.retry_after * 1000;
    if (badMarkup && error.error_code === 400) return bestEffortCall(badMarkup);
    return RETRY_MS;
  }
}
