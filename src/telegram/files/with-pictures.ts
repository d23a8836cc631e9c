import type { Api } from 'grammy';
import type { ChatImage } from '../../providers/contract/provider.ts';
import type { BotContext } from '../messages/context.ts';
import { bytesOf, withBytesInHand, type FilesInHand } from './bytes-in-hand.ts';
import { DownloadError, MAX_DOWNLOAD_BYTES, type DownloadFile } from './download-file.ts';
import { sayDownloadProblem } from './download-problem.ts';
import type { SentPicture } from '../contents/picture-in.ts';
import { pictureType } from '../contents/picture-type.ts';
import { reply } from '../messages/reply.ts';
import { whileTyping } from '../messages/typing-indicator.ts';

interface FetchOptions extends FilesInHand {
  download: DownloadFile;
  bestEffort: Api;
}

/**
 * The pictures that somebody sent, once there is room for them in memory: `work` is given them, at most 20 MB together,
 * and the room is kept until it ends. Not called where the person was told what is wrong with them.
 */
export async function withPictures(
  ctx: BotContext,
  options: FetchOptions,
  sent: readonly SentPicture[],
  work: (images: ChatImage[]) => Promise<void>,
): Promise<void> {
  const within = (room: number) =>
    withBytesInHand(ctx, options, room, async () => {
      const images = await fetchPictures(ctx, options, sent, room);
      if (Array.isArray(images)) await work(images);
      return images;
    });
  const announced = bytesOf(sent.map(({ bytes }) => bytes));
  // Telegram handed out more than it had announced.
  if ((await within(announced)) === 'larger') await within(MAX_DOWNLOAD_BYTES);
}

/** `null` when the person was told what is wrong, `larger` when they need more room than there is. */
function fetchPictures(
  ctx: BotContext,
  options: FetchOptions,
  sent: readonly SentPicture[],
  room: number,
): Promise<ChatImage[] | 'larger' | null> {
  return whileTyping(ctx, options.bestEffort, async () => {
    try {
      const images = await fetchWithin(options, sent, room);
      if (images.every(isPicture)) return images;
      await reply(ctx, 'error-picture-unreadable');
    } catch (error) {
      if (isMore(error) && room < MAX_DOWNLOAD_BYTES) return 'larger';
      await sayDownloadProblem(ctx, error);
    }
    return null;
  });
}

/** All at once where each has a size to keep to, else one after the other, since they share what room is left. */
async function fetchWithin({ download, shutdown }: FetchOptions, sent: readonly SentPicture[], room: number) {
  const areMeasured =
    sent.every(({ bytes }) => bytes > 0) && bytesOf(sent.map(({ bytes }) => bytes)) === room;
  if (areMeasured)
    return Promise.all(
      sent.map(async ({ fileId, bytes }) => imageOf(await download(fileId, bytes, shutdown))),
    );
  const images: { mimeType: string | null; data: Uint8Array }[] = [];
  let left = room;
  for (const { fileId } of sent) {
    const data = await download(fileId, left, shutdown);
    left -= data.length;
    images.push(imageOf(data));
  }
  return images;
}

function imageOf(data: Uint8Array): { mimeType: string | null; data: Uint8Array } {
  return { mimeType: pictureType(data), data };
}

function isMore(error: unknown): boolean {
  return error instanceof DownloadError && error.problem === 'more_than_asked';
}

function isPicture(image: { mimeType: string | null; data: Uint8Array }): image is ChatImage {
  return image.mimeType !== null;
}
