import { GrammyError, type Transformer } from 'grammy';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { connectionProblem, isRefusedToken, type WayToTelegram } from './connection-problem.ts';

export interface WatchConnectionOptions extends WayToTelegram {
  clock: Clock;
  logger: Logger;
}

/** The calls that are repeated until they succeed. */
const ENDLESS: readonly string[] = ['getMe', 'getUpdates'];
/** `getUpdates` waits for updates; this one is answered at once, or is worth a line. */
const SOON_MS = 5_000;
/** Between two lines while Telegram is out of reach; each pause is twice as long as the one before. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Logs when Telegram can no longer be reached, with cause and remedy, again while that lasts, and when it is over. */
export function watchConnection(options: WatchConnectionOptions): Transformer {
  const { clock } = options;
  const log = createOutageLog(options);
  return async (prev, method, payload, signal) => {
    if (!ENDLESS.includes(method)) return prev(method, payload, signal);
    const waiting =
      method === 'getMe'
        ? clock.after(SOON_MS, () =>
            log.failed(new Error(`timed out: no answer within ${SOON_MS / 1_000} s`)),
          )
        : null;
    try {
      const answer = await prev(method, payload, signal);
      if (answer.ok) log.worked();
      else log.failed(new GrammyError('', answer, method, {}));
      return answer;
    } catch (error) {
      if (!signal?.aborted) log.failed(error);
      throw error;
    } finally {
      waiting?.cancel();
    }
  };
}

function createOutageLog({ clock, logger, ...way }: WatchConnectionOptions) {
  let lostAt: number | null = null;
  let nextAt = 0;
  let pauseMs = FIRST_PAUSE_MS;
  return {
    failed: (error: unknown): void => {
      const now = clock.monotonicMs();
      if (lostAt === null) pauseMs = FIRST_PAUSE_MS;
      else if (now < nextAt) return;
      lostAt ??= now;
      nextAt = now + pauseMs;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      const forSeconds = Math.round((now - lostAt) / 1_000);
      logger.warn(
        { address: way.apiRoot, ...connectionProblem(error, way), forSeconds },
        isRefusedToken(error) ? 'Telegram does not accept the BOT_TOKEN' : 'Telegram cannot be reached',
      );
    },
    worked: (): void => {
      if (lostAt === null) return;
      const forSeconds = Math.round((clock.monotonicMs() - lostAt) / 1_000);
      lostAt = null;
      logger.info({ forSeconds }, 'Telegram can be reached again');
    },
  };
}
