import { FINE, refusal, usualFaults, type TelegramCase, type TelegramOutcome } from './telegram-case.ts';

/** Best-effort calls are not repeated, because the next one replaces them. */
const LEFT_OUT: TelegramOutcome = { ...FINE, calls: 1 };
const NOT_HANDLED: TelegramOutcome = {
  ...FINE,
  sees: 'error-internal',
  log: 'error: an update was not handled',
};
const UNREACHABLE: TelegramOutcome = { ...FINE, log: 'warning: Telegram cannot be reached' };
/** Faults that a retry cannot change. */
const ENDS: TelegramOutcome = {
  ...UNREACHABLE,
  sees: 'nothing',
  calls: 1,
  booked: 'nothing',
  next: 'the bot exits and says why',
};
const A_MINUTE = { waits: 'a minute' } as const;
/** A download attempt may take half a minute, from `getFile` to the last byte. */
const HALF_A_MINUTE = { waits: 'half a minute' } as const;

/** The bot gives up after this many failures. */
const GIVEN_UP = { errorCode: 502, description: 'Bad Gateway', times: 4 } as const;
const STRANGE = refusal(400, 'Bad Request: strange');
const BAD_MARKUP = refusal(400, "Bad Request: can't parse entities");

const SENDING: readonly TelegramCase[] = [
  ...usualFaults({ method: 'sendMessage' }, FINE, A_MINUTE),
  { method: 'sendMessage', fault: '500', cause: refusal(500, 'Internal Server Error'), outcome: FINE },
  {
    method: 'sendMessage',
    fault: '502, four times',
    cause: GIVEN_UP,
    outcome: { ...FINE, ...HALF_A_MINUTE, calls: 5 },
  },
  {
    method: 'sendMessage',
    fault: '502, six times',
    cause: { errorCode: 502, description: 'Bad Gateway', times: 6 },
    outcome: { ...NOT_HANDLED, ...A_MINUTE, calls: 7 },
  },
  {
    method: 'sendMessage',
    fault: 'Connection reset, message arrived',
    cause: 'lost',
    // Telegram offers no way to ask whether it arrived.
    outcome: { ...FINE, sees: 'the answer, then the answer', calls: 2 },
  },
  {
    method: 'sendMessage',
    fault: '403, blocked by the person',
    cause: refusal(403, 'Forbidden: bot was blocked by the user'),
    outcome: { ...FINE, sees: 'nothing', calls: 1 },
  },
  { method: 'sendMessage', fault: '400, formatting', cause: BAD_MARKUP, outcome: FINE },
  { method: 'sendMessage', fault: '400, other', cause: STRANGE, outcome: NOT_HANDLED },
  {
    method: 'sendMessage',
    use: 'a repeated answer',
    fault: '400, other',
    cause: STRANGE,
    outcome: NOT_HANDLED,
  },
  { method: 'sendMessage', fault: '409', cause: refusal(409, 'Conflict'), outcome: NOT_HANDLED },
];

const WRITING: readonly TelegramCase[] = [
  ...usualFaults({ method: 'sendMessageDraft' }, LEFT_OUT),
  { method: 'sendMessageDraft', fault: '400', cause: STRANGE, outcome: FINE },
];

const SO_FAR = { method: 'editMessageText', use: 'the partial answer' } as const;
const WHOLE = { method: 'editMessageText', use: 'the complete answer' } as const;
/**
 * If the message with the partial answer cannot be edited, the answer is sent again and that message is
 * deleted.
 */
const SENT_ANEW: TelegramOutcome = { ...FINE, calls: 1 };

const EDITING: readonly TelegramCase[] = [
  ...usualFaults(SO_FAR, LEFT_OUT),
  { ...SO_FAR, fault: '400, formatting', cause: BAD_MARKUP, outcome: FINE },
  ...usualFaults(WHOLE, FINE, A_MINUTE),
  { ...WHOLE, fault: '502, repeatedly', cause: GIVEN_UP, outcome: { ...SENT_ANEW, calls: 4 } },
  { ...WHOLE, fault: 'Connection reset, edit arrived', cause: 'lost', outcome: FINE },
  { ...WHOLE, fault: '400, formatting', cause: BAD_MARKUP, outcome: FINE },
  {
    ...WHOLE,
    fault: '400, message deleted',
    cause: refusal(400, 'Bad Request: message to edit not found'),
    outcome: SENT_ANEW,
  },
  {
    ...WHOLE,
    fault: '403, bot removed from the group',
    cause: refusal(403, 'Forbidden: bot was kicked from the supergroup chat'),
    // The partial answer stays, because a removed bot cannot delete it.
    outcome: { ...FINE, sees: 'the partial answer', calls: 1 },
  },
];

/** The confirmation of a button press is independent of the question. */
const PRESSING: readonly TelegramCase[] = [
  // The retry runs during the answer.
  ...usualFaults({ method: 'answerCallbackQuery' }, FINE, { calls: 1 }),
  {
    method: 'answerCallbackQuery',
    fault: '400, query too old',
    cause: refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'),
    outcome: { ...FINE, calls: 1 },
  },
  {
    method: 'answerCallbackQuery',
    fault: '400, other',
    cause: STRANGE,
    outcome: { ...FINE, calls: 1 },
  },
];

const FETCHING: readonly TelegramCase[] = [
  ...usualFaults({ method: 'getFile' }, FINE, HALF_A_MINUTE),
  {
    method: 'getFile',
    fault: '400, temporarily unavailable',
    cause: refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable'),
    outcome: FINE,
  },
  {
    method: 'getFile',
    fault: '400, repeatedly',
    cause: { errorCode: 400, description: 'Bad Request: wrong file_id', times: 2 },
    outcome: { ...FINE, sees: 'error-file-gone', booked: 'nothing' },
  },
  {
    method: 'getFile',
    fault: '400, file too big',
    cause: refusal(400, 'Bad Request: file is too big'),
    outcome: { ...FINE, sees: 'error-file-too-large', calls: 1, booked: 'nothing' },
  },
  ...usualFaults({ method: 'file' }, FINE, HALF_A_MINUTE),
  { method: 'file', fault: 'Connection reset midway', cause: 'lost', outcome: FINE },
  { method: 'file', fault: '404', cause: refusal(404, 'Not Found'), outcome: FINE },
  {
    method: 'file',
    fault: '502, repeatedly',
    cause: { errorCode: 502, description: 'Bad Gateway', times: 2 },
    outcome: { ...FINE, sees: 'error-download-failed', booked: 'nothing' },
  },
];

const POLLING: readonly TelegramCase[] = [
  ...usualFaults({ method: 'getUpdates' }, UNREACHABLE, A_MINUTE),
  {
    method: 'getUpdates',
    fault: '409, another process polls',
    cause: refusal(409, 'Conflict: terminated by other getUpdates request'),
    outcome: ENDS,
  },
  {
    method: 'getUpdates',
    fault: '401, token revoked',
    cause: refusal(401, 'Unauthorized'),
    outcome: { ...ENDS, log: 'warning: Telegram does not accept the BOT_TOKEN' },
  },
];

/** All faults of Telegram, from fetching an update to sending the answer. */
export const TELEGRAM_CASES: readonly TelegramCase[] = [
  ...SENDING,
  ...WRITING,
  ...EDITING,
  ...PRESSING,
  ...FETCHING,
  ...POLLING,
];
