import { setTimeout as delay } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { HttpError, type Transformer } from 'grammy';
import { findLostMessage, type SentMessage } from './find-lost-message.ts';
import type { MessageNumbers } from './message-numbers.ts';

/** Pauses before a call that the network lost is made again. */
const PAUSES_MS = [500, 2_000, 5_000];
/** An answer that was paid for outlasts a minute in which Telegram is not well. */
const MESSAGE_PAUSES_MS = [...PAUSES_MS, 20_000, 30_000];
/** The connection was never made, so nothing was sent. */
const NOT_SENT =
  /^(EPROXY|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** Made twice, these are seen twice. */
const SENDS = /^(send(?!ChatAction|MessageDraft)|copy|forward)/;

const RETRY = { maxRetryAttempts: 3, rethrowHttpErrors: true, rethrowInternalServerErrors: true };
const waitAMinute = autoRetry({ ...RETRY, maxDelaySeconds: 60 });
/** An answer that was paid for is worth waiting for; only the next message of the same person waits with it. */
const waitLong = autoRetry({ ...RETRY, maxDelaySeconds: 900 });

/**
 * Repeats calls that Telegram put off or the network lost, but only a few times: the next message of the same
 * person waits for it. Nothing is sent twice: before a message is sent again, the lost one is looked for; a file is
 * sent again only if it cannot have arrived. Polling is left to the runner, which begins again every second and
 * for ever.
 */
export function retryCalls(numbers: MessageNumbers): Transformer {
  return async (prev, method, payload, signal) => {
    if (method === 'getUpdates') return prev(method, payload, signal);
    const { chat_id: chatId } = payload as { chat_id?: number | string };
    const sending = SENDS.test(method) ? numbers.sending(Number(chatId)) : null;
    const isFindable = method === 'sendMessage';
    const waitAsAsked = method === 'sendMessage' ? waitLong : waitAMinute;
    let mayHaveArrived = false;
    const attempt = async () => {
      // What cannot be told from another message of ours is sent again: twice is better than in its place.
      if (mayHaveArrived && isFindable && sending?.isAlone() && sending.mark > 0) {
        const found = await findLostMessage(prev, payload as SentMessage, numbers, sending.mark);
        if (found) return { ok: true as const, result: found as never };
      }
      const answer = await waitAsAsked(prev, method, payload, signal);
      if (answer.ok) noteNumber(numbers, answer.result);
      return answer;
    };
    try {
      for (const pauseMs of isFindable ? MESSAGE_PAUSES_MS : PAUSES_MS) {
        const outcome = await attempt().catch((error: unknown) => networkError(error, signal));
        if (!(outcome instanceof HttpError) && (outcome.ok || outcome.error_code < 500)) return outcome;
        mayHaveArrived ||= !(outcome instanceof HttpError && NOT_SENT.test(codeOf(outcome)));
        if (mayHaveArrived && sending && !isFindable) return answerOf(outcome);
        await delay(pauseMs);
      }
      return await attempt();
    } finally {
      sending?.end();
    }
  };
}

/** The error, if the network made it and somebody still waits for the call; any other is thrown. */
function networkError(error: unknown, signal: { aborted: boolean } | undefined): HttpError {
  if (!(error instanceof HttpError) || signal?.aborted) throw error;
  return error;
}

function answerOf<Answer>(outcome: Answer | HttpError): Answer {
  if (outcome instanceof HttpError) throw outcome;
  return outcome;
}

function codeOf({ error }: HttpError): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function noteNumber(numbers: MessageNumbers, result: unknown): void {
  if (!(result instanceof Object) || !('message_id' in result) || !('chat' in result)) return;
  const { chat, message_id: messageId } = result as { chat: { id: number }; message_id: number };
  numbers.seen(chat.id, messageId);
}
