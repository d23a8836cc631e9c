import type { ChatImage, FinishReason, ProviderId } from '../providers/contract/provider.ts';
import type { FailureReason } from '../providers/contract/provider-error.ts';
import type { ActionType } from '../usage/ledger/settlement.ts';

export interface Question {
  userId: bigint;
  chatId: bigint;
  /** Whose memory the question belongs to. */
  conversation: string;
  text: string;
  /** Pictures that it is about: only models that see are asked. */
  images?: readonly ChatImage[];
  /** What it is booked as; `Chat` unless told. */
  actionType?: ActionType;
  /** The model to be asked first, `provider/model`. */
  chosenModel: string | null;
  /** It was asked before: the new answer takes the place of the last one in the memory. */
  isRepeated?: boolean;
  signal: AbortSignal;
}

/** What ends a question: an answer, or why there is none. */
export type ChatEnd =
  | { type: 'answered'; provider: ProviderId; model: string; finishReason: FinishReason }
  | { type: 'budget_exhausted'; renewsAt: Date }
  | { type: 'not_configured' }
  /** It is about pictures, and no model that could be asked sees. */
  | { type: 'no_vision' }
  /** Admins paused every provider. */
  | { type: 'all_paused' }
  /** All of them have to be left alone for now; this is when the first may be asked again. */
  | { type: 'all_refuse'; retryAt: Date }
  /** `retryAt`: the same, where that is known. */
  | { type: 'all_failed'; retryAt: Date | null }
  /** `partial`: words had arrived before it failed. */
  | { type: 'failed'; reason: FailureReason; partial: boolean };

/** Is told what happens on the way to an answer, as it happens. */
export interface ChatListener {
  /** A request is booked and about to be sent. */
  onRequest(id: string): void;
  /** More words arrived. */
  onText(text: string): void;
}
