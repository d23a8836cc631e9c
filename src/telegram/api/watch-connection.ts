import type { Transformer } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

/** The calls that are repeated until they succeed. */
const ENDLESS: readonly string[] = ['getMe', 'getUpdates'];

/** Logs once when Telegram can no longer be reached, and once when it can again. */
export function watchConnection(logger: Logger): Transformer {
  let lost = false;
  const note = (problem: string | null) => {
    if (problem !== null && !lost) logger.warn({ error: problem }, 'Telegram cannot be reached');
    if (problem === null && lost) logger.info('Telegram can be reached again');
    lost = problem !== null;
  };
  return async (prev, method, payload, signal) => {
    if (!ENDLESS.includes(method)) return prev(method, payload, signal);
    try {
      const answer = await prev(method, payload, signal);
      note(answer.ok ? null : answer.description);
      return answer;
    } catch (error) {
      if (!signal?.aborted) note(describeError(error));
      throw error;
    }
  };
}
