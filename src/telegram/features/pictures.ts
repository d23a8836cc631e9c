import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { addressedText } from '../addressed-text.ts';
import { answerQuestion, type AnswerQuestionOptions } from '../answer-question.ts';
import type { BotContext } from '../context.ts';
import { DownloadError, MAX_DOWNLOAD_BYTES, type DownloadFile } from '../download-file.ts';
import { sayDownloadProblem } from '../download-problem.ts';
import { fetchPictures } from '../fetch-pictures.ts';
import { PICTURE_TYPES } from '../picture-type.ts';
import { reply } from '../reply.ts';

export interface PicturesOptions extends AnswerQuestionOptions {
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
  /** Whether a model that sees is configured. */
  sees: boolean;
  download: DownloadFile;
}

interface SentPicture {
  fileId: string;
  /** As announced. */
  bytes: number;
}

/** As many as an album holds. */
const MAX_PICTURES = 10;
/** More than this is only more to pay: models scale pictures down to about as much. */
const MAX_SIDE_PIXELS = 1_280;

/** Photos, albums, and pictures sent as files, with the question in their caption. */
export function pictures(options: PicturesOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx, next) => {
    const messages: readonly Message[] = ctx.album ?? [ctx.message];
    const sent = messages.flatMap(pictureIn).slice(0, MAX_PICTURES);
    const isFile = messages.some(({ document, animation }) => document && !animation);
    if (sent.length === 0 && !isFile) return next();
    const captions = messages.map((message) => addressedText(message, ctx.me));
    const addressed = captions.filter((caption) => caption !== null);
    if (addressed.length === 0) return;
    if (sent.length === 0) await reply(ctx, 'error-document');
    else if (!options.sees) await reply(ctx, 'error-no-vision');
    else await ask(ctx, options, sent, addressed.filter(Boolean).join('\n'));
  });
  return composer;
}

async function ask(
  ctx: BotContext,
  options: PicturesOptions,
  sent: readonly SentPicture[],
  caption: string,
): Promise<void> {
  const announced = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  if (announced > MAX_DOWNLOAD_BYTES) {
    await sayDownloadProblem(ctx, new DownloadError('too_large', 'pictures are too large'));
    return;
  }
  const pictureIds = sent.map(({ fileId }) => fileId);
  const images = await fetchPictures(ctx, options, pictureIds);
  if (!images) return;
  const usual = ctx.translate(images.length === 1 ? 'picture-question' : 'pictures-question');
  await answerQuestion(ctx, options, { text: caption || usual, images, pictureIds, actionType: 'Vision' });
}

function pictureIn({ photo, document }: Message): SentPicture[] {
  // Telegram lists the sizes of a photo from the smallest on.
  const size =
    photo?.findLast(({ width, height }) => Math.max(width, height) <= MAX_SIDE_PIXELS) ?? photo?.[0];
  const file = document && PICTURE_TYPES.has(document.mime_type ?? '') ? document : undefined;
  const found = size ?? file;
  return found ? [{ fileId: found.file_id, bytes: found.file_size ?? 0 }] : [];
}
