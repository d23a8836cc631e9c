import { HttpError, type Transformer } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import type { Clock } from '../../foundation/clock.ts';
import { delay } from '../../foundation/delay.ts';

/** Pauses before each repetition of a call that failed. */
const PAUSES_MS = [500, 2_000, 5_000];
/** An answer was paid for, so it outlasts a minute of failures. */
const ANSWER_PAUSES_MS = [...PAUSES_MS, 20_000, 30_000];
/** Telegram may ask a call to wait this often. */
const MOST_PUT_OFFS = 3;
const LONGEST_PUT_OFF_S = 60;
/** An answer is worth waiting for; only the next message of the same person waits with it. */
const LONGEST_ANSWER_PUT_OFF_S = 900;
/** The connection was never made, so nothing was sent. */
const NOT_SENT =
  /^(EPROXY|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** Calls that people see twice when they are made twice. */
const SENDS = /^(send(?!ChatAction|MessageDraft)|copy|forward)/;

type Outcome = ApiResponse<unknown> | HttpError;

/**
 * Repeats calls that Telegram put off (429), failed (5xx) or that the network lost, a few times only: the next message
 * of the same person waits meanwhile. The Bot API offers no way to ask whether a message arrived, so a text whose fate
 * is unknown is sent again: an answer that is seen twice is better than one that is lost. A file is sent again only
 * where it cannot have arrived. Nothing is ever edited that this process does not know to be its own answer. Polling
 * has retries of its own.
 */
export function retryCalls(clock: Clock): Transformer {
  return async (prev, method, payload, signal) => {
    if (method === 'getUpdates') return prev(method, payload, signal);
    const isText = method === 'sendMessage';
    const pauses = isText ? ANSWER_PAUSES_MS : PAUSES_MS;
    const longestS = isText ? LONGEST_ANSWER_PUT_OFF_S : LONGEST_PUT_OFF_S;
    const seenTwice = SENDS.test(method) && !isText;
    let putOffs = 0;
    for (let failures = 0; ;) {
      const outcome = await prev(method, payload, signal).catch((error: unknown) =>
        networkError(error, signal),
      );
      const putOffS = secondsPutOff(outcome);
      if (putOffS !== null && putOffS <= longestS && putOffs < MOST_PUT_OFFS) {
        putOffs++;
        await delay(clock, putOffS * 1_000, signal as AbortSignal | undefined);
        continue;
      }
      const pauseMs = hasFailed(outcome) ? pauses[failures++] : undefined;
      if (pauseMs === undefined || (seenTwice && mayHaveArrived(outcome))) return answerOf(outcome);
      await delay(clock, pauseMs);
    }
  };
}

/** The error, if the network made it and the caller still waits; throws any other. */
function networkError(error: unknown, signal: { aborted: boolean } | undefined): HttpError {
  if (!(error instanceof HttpError) || signal?.aborted) throw error;
  return error;
}

function secondsPutOff(outcome: Outcome): number | null {
  if (outcome instanceof HttpError || outcome.ok) return null;
  return outcome.parameters?.retry_after ?? null;
}

function hasFailed(outcome: Outcome): boolean {
  return outcome instanceof HttpError || (!outcome.ok && outcome.error_code >= 500);
}

function mayHaveArrived(outcome: Outcome): boolean {
  return !(outcome instanceof HttpError && NOT_SENT.test(codeOf(outcome)));
}

function answerOf<Answer>(outcome: Answer | HttpError): Answer {
  if (outcome instanceof HttpError) throw outcome;
  return outcome;
}

function codeOf({ error }: HttpError): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
