import type { TelegramFault } from '../../../../src/tools/stand-ins/telegram/telegram-faults.ts';

/** The outcome of a Telegram fault, in the table's words. */
export interface TelegramOutcome {
  /** What the person sees in the end. */
  sees: string;
  /** The delay. */
  waits: 'seconds' | 'half a minute' | 'a minute';
  /** The number of calls, including the failing one. */
  calls: number;
  /** The ledger's rows for the question. */
  booked: string;
  /** The most severe log line. */
  log: string;
  /** The fate of the next question. */
  next: 'is answered' | 'the bot exits and says why';
}

/** A method, or `file` for a file download. */
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
  /** The purpose of the call, if it has several. */
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

/** The faults that can happen to every call; one without a response takes longer. */
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
