import type { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';

/** An answer that gets no more words. */
export interface FinishedAnswer {
  markdown: string;
  /** Whether it was said to its end; what was begun in one that was cut is closed. */
  isWhole: boolean;
  /** What there is to say about it, below it; may be empty. */
  note: string;
}

/** Where an answer appears while it is written, and where it stays. */
export interface AnswerOutput {
  /** Shows the Markdown that there is so far; returns at once. */
  show(markdown: string): void;
  /** Puts the whole answer in the place of the preview; resolves with its messages, the keyboard under the last. */
  finish(answer: FinishedAnswer, keyboard?: InlineKeyboard): Promise<Message[]>;
  /** Takes the preview away, unless an answer took its place. */
  discard(): Promise<void>;
}
