import type { Message } from 'grammy/types';
import { answerQuestion, type AnswerQuestionOptions, type AskedQuestion } from './answer-question.ts';
import type { BotContext } from '../messages/context.ts';
import { DownloadError, MAX_DOWNLOAD_BYTES, type DownloadFile } from '../files/download-file.ts';
import { sayDownloadProblem } from '../files/download-problem.ts';
import { fetchPictures } from '../files/fetch-pictures.ts';
import { PICTURE_TYPES } from '../messages/picture-type.ts';
import type { RepliedTo } from '../messages/replied-to.ts';

export interface AskAboutPicturesOptions extends AnswerQuestionOptions {
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
  /** Whether a model that sees is configured. */
  sees: boolean;
  download: DownloadFile;
}

export interface SentPicture {
  fileId: string;
  /** As announced. */
  bytes: number;
}

/** More than this is only more to pay: models scale pictures down to about as much. */
const MAX_SIDE_PIXELS = 1_280;

/** The picture in a message, also where it was sent as a file. */
export function pictureIn({ photo, document }: Message | RepliedTo): SentPicture[] {
  // Telegram lists the sizes of a photo from the smallest on.
  const size =
    photo?.findLast(({ width, height }) => Math.max(width, height) <= MAX_SIDE_PIXELS) ?? photo?.[0];
  const file = document && PICTURE_TYPES.has(document.mime_type ?? '') ? document : undefined;
  const found = size ?? file;
  return found ? [{ fileId: found.file_id, bytes: found.file_size ?? 0 }] : [];
}

/** Fetches pictures and answers a question about them, or says why not. */
export async function askAboutPictures(
  ctx: BotContext,
  options: AskAboutPicturesOptions,
  sent: readonly SentPicture[],
  asked: AskedQuestion,
): Promise<void> {
  const announced = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  if (announced > MAX_DOWNLOAD_BYTES) {
    await sayDownloadProblem(ctx, new DownloadError('too_large', 'pictures are too large'));
    return;
  }
  const pictureIds = sent.map(({ fileId }) => fileId);
  const images = await fetchPictures(ctx, options, pictureIds);
  if (images) await answerQuestion(ctx, options, { ...asked, images, pictureIds });
}
