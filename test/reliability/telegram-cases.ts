import type { TelegramFault } from '../../src/demo/telegram/telegram-faults.ts';

/** What follows from a fault of Telegram, in the words of the table. */
export interface TelegramOutcome {
  /** What the person gets in the end. */
  sees: string;
  /** How long it takes. */
  waits: 'seconds' | 'a minute';
  /** How often the call is made, that which fails included. */
  calls: number;
  /** The ledger's rows for the question. */
  booked: string;
  /** The worst that the log says of it. */
  log: string;
  /** What becomes of the next question. */
  next: 'is answered' | 'the bot ends and says why';
}

export interface TelegramCase {
  method: 'sendMessage' | 'sendMessageDraft' | 'getUpdates';
  fault: string;
  cause: TelegramFault;
  outcome: TelegramOutcome;
}

const FINE: TelegramOutcome = {
  sees: 'the answer',
  waits: 'seconds',
  calls: 2,
  booked: 'ok',
  log: 'nothing',
  next: 'is answered',
};
/** A draft is not repeated: the next one, or the answer, takes its place. */
const LEFT_OUT: TelegramOutcome = { ...FINE, calls: 1 };
const NOT_HANDLED: TelegramOutcome = {
  ...FINE,
  sees: 'error-internal',
  log: 'an error: an update was not handled',
};
const UNREACHABLE: TelegramOutcome = { ...FINE, log: 'a warning: Telegram cannot be reached' };
/** What no repetition changes. */
const ENDS: TelegramOutcome = {
  ...UNREACHABLE,
  sees: 'nothing',
  calls: 1,
  booked: 'nothing',
  next: 'the bot ends and says why',
};

function refusal(errorCode: number, description: string, retryAfter?: number): TelegramFault {
  return { errorCode, description, ...(retryAfter && { parameters: { retry_after: retryAfter } }) };
}

/** Every fault of Telegram, while an answer is sent, while it is being written and while updates are fetched. */
export const TELEGRAM_CASES: readonly TelegramCase[] = [
  {
    method: 'sendMessage',
    fault: '429, wait a second',
    cause: refusal(429, 'Too Many Requests: retry after 1', 1),
    outcome: FINE,
  },
  { method: 'sendMessage', fault: '500', cause: refusal(500, 'Internal Server Error'), outcome: FINE },
  { method: 'sendMessage', fault: '502', cause: refusal(502, 'Bad Gateway'), outcome: FINE },
  { method: 'sendMessage', fault: 'No answer', cause: 'timeout', outcome: { ...FINE, waits: 'a minute' } },
  { method: 'sendMessage', fault: 'Connection reset, message lost', cause: 'reset', outcome: FINE },
  {
    method: 'sendMessage',
    fault: 'Connection reset, message arrived',
    cause: 'lost',
    // It is found by an edit that changes nothing.
    outcome: { ...FINE, calls: 1 },
  },
  {
    method: 'sendMessage',
    fault: '403, the person blocked the bot',
    cause: refusal(403, 'Forbidden: bot was blocked by the user'),
    outcome: { ...FINE, sees: 'nothing', calls: 1 },
  },
  {
    method: 'sendMessage',
    fault: '400, about the formatting',
    cause: refusal(400, "Bad Request: can't parse entities"),
    outcome: FINE,
  },
  {
    method: 'sendMessage',
    fault: '400, another',
    cause: refusal(400, 'Bad Request: strange'),
    outcome: NOT_HANDLED,
  },
  {
    method: 'sendMessage',
    fault: '409',
    cause: refusal(409, 'Conflict'),
    outcome: NOT_HANDLED,
  },
  {
    method: 'sendMessageDraft',
    fault: '429, wait a second',
    cause: refusal(429, 'Too Many Requests: retry after 1', 1),
    outcome: LEFT_OUT,
  },
  {
    method: 'sendMessageDraft',
    fault: '500',
    cause: refusal(500, 'Internal Server Error'),
    outcome: LEFT_OUT,
  },
  { method: 'sendMessageDraft', fault: 'No answer', cause: 'timeout', outcome: LEFT_OUT },
  { method: 'sendMessageDraft', fault: 'Connection reset', cause: 'reset', outcome: LEFT_OUT },
  { method: 'sendMessageDraft', fault: '400', cause: refusal(400, 'Bad Request: strange'), outcome: FINE },
  {
    method: 'getUpdates',
    fault: '429, wait a second',
    cause: refusal(429, 'Too Many Requests: retry after 1', 1),
    outcome: UNREACHABLE,
  },
  { method: 'getUpdates', fault: '502', cause: refusal(502, 'Bad Gateway'), outcome: UNREACHABLE },
  {
    method: 'getUpdates',
    fault: 'No answer',
    cause: 'timeout',
    outcome: { ...UNREACHABLE, waits: 'a minute' },
  },
  { method: 'getUpdates', fault: 'Connection reset', cause: 'reset', outcome: UNREACHABLE },
  {
    method: 'getUpdates',
    fault: '409, another process polls',
    cause: refusal(409, 'Conflict: terminated by other getUpdates request'),
    outcome: ENDS,
  },
  {
    method: 'getUpdates',
    fault: '401, the token was revoked',
    cause: refusal(401, 'Unauthorized'),
    outcome: ENDS,
  },
];
