import { answerQuestion, type AnswerQuestionOptions, type AskedQuestion } from './answer-question.ts';
import type { BotContext } from '../messages/context.ts';
import type { FilesInHand } from '../files/bytes-in-hand.ts';
import { DownloadError, MAX_DOWNLOAD_BYTES, type DownloadFile } from '../files/download-file.ts';
import { sayDownloadProblem } from '../files/download-problem.ts';
import { withPictures } from '../files/with-pictures.ts';
import type { SentPicture } from '../contents/picture-in.ts';

export interface AskAboutPicturesOptions extends AnswerQuestionOptions, FilesInHand {
  /** Whether a model that sees is configured. */
  sees: boolean;
  download: DownloadFile;
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
  await withPictures(ctx, options, sent, (images) =>
    answerQuestion(ctx, options, { ...asked, images, pictureIds }),
  );
}
