import type { TelegramFault } from '../../../../src/tools/stand-ins/telegram/telegram-faults.ts';

/** What follows from a fault of Telegram, in the words of the table. */
export interface TelegramOutcome {
  /** What the person gets in the end. */
  sees: string;
  /** How long it takes. */
  waits: 'seconds' | 'half a minute' | 'a minute';
  /** How often the call is made, that which fails included. */
  calls: number;
  /** The ledger's rows for the question. */
  booked: string;
  /** The worst that the log says of it. */
  log: string;
  /** What becomes of the next question. */
  next: 'is answered' | 'the bot exits and says why';
}

/** A method, or the download of a `file`, which is none. */
export type TelegramMethod =
  | 'sendMessage'
  | 'sendMessageDraft'
  | 'editMessageText'
  | 'answerCallbackQuery'
  | 'getFile'
  | 'file'
  | 'getUpdates';

export interface TelegramCase {
  method: TelegramMethod;
  /** For which of its uses the call is made, where there are several. */
  use?: 'the partial answer' | 'the complete answer' | 'a repeated answer';
  fault: string;
  cause: TelegramFault;
  outcome: TelegramOutcome;
}

export const FINE: TelegramOutcome = {
  sees: 'the answer',
  waits: 'seconds',
  calls: 2,
  booked: 'ok',
  log: 'nothing',
  next: 'is answered',
};

export function refusal(errorCode: number, description: string, retryAfter?: number): TelegramFault {
  return { errorCode, description, ...(retryAfter && { parameters: { retry_after: retryAfter } }) };
}

/** What may happen to every call; where nobody answers it, it takes longer. */
export function usualFaults(
  call: Pick<TelegramCase, 'method' | 'use'>,
  outcome: TelegramOutcome,
  unanswered: Partial<TelegramOutcome> = {},
): TelegramCase[] {
  const causes: [fault: string, cause: TelegramFault][] = [
    ['429, retry after 1 s', refusal(429, 'Too Many Requests: retry after 1', 1)],
    ['502', refusal(502, 'Bad Gateway')],
    ['No response', 'timeout'],
    ['Connection reset', 'reset'],
  ];
  return causes.map(([fault, cause]) => ({
    ...call,
    fault,
    cause,
    outcome: cause === 'timeout' ? { ...outcome, ...unanswered } : outcome,
  }));
}
