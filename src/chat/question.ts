import type { End } from './end.ts';
import type { ChatImage } from '../providers/contract/provider.ts';
import type { ActionType } from '../usage/ledger/booking.ts';

export interface Question {
  userId: bigint;
  chatId: bigint;
  /** Whose memory the question belongs to. */
  conversation: string;
  text: string;
  /** What of the text is sent, where all models find it too long; the memory keeps all of it. */
  shortened?: string;
  /** Pictures that it is about: only models that see are asked. */
  images?: readonly ChatImage[];
  /** What it is booked as; `Chat` unless told. */
  actionType?: ActionType;
  /** The model to be asked first, `provider/model`; a promise is read together with the conversation. */
  chosenModel: string | null | Promise<string | null>;
  /** It was asked before: the new answer takes the place of the last one in the memory. */
  isRepeated?: boolean;
  /** Whether the person may ask now, read together with the conversation; `null`: they may. */
  mayAsk?: MayAsk;
  signal: AbortSignal;
}

/** Why somebody may not ask now; `null`: they may. Asked for twice, it is the same. */
export type MayAsk = () => Promise<Extract<End, { type: 'too_fast' }> | null>;

/** Is told what happens on the way to an answer, as it happens. */
export interface ChatListener {
  /** A request is booked and about to be sent. */
  onRequest(id: string): void;
  /** Only both ends of the question's text are sent from now on. */
  onShortened(): void;
  /** More words arrived. */
  onText(text: string): void;
  /** All words so far were the model's reasoning: they are no answer. */
  onRetract(): void;
}
