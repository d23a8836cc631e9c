import type { Api } from 'grammy';
import type { ChatImage } from '../../providers/contract/provider.ts';
import type { BotContext } from '../messages/context.ts';
import { MAX_DOWNLOAD_BYTES, type DownloadFile } from './download-file.ts';
import { sayDownloadProblem } from './download-problem.ts';
import { pictureType } from '../contents/picture-type.ts';
import { reply } from '../messages/reply.ts';
import { whileTyping } from '../messages/typing-indicator.ts';

interface FetchOptions {
  download: DownloadFile;
  shutdown: AbortSignal;
  bestEffort: Api;
}

/** Telegram's pictures with these ids; `null` when the person was told what is wrong with them. */
export function fetchPictures(
  ctx: BotContext,
  options: FetchOptions,
  fileIds: readonly string[],
): Promise<ChatImage[] | null> {
  return whileTyping(ctx, options.bestEffort, () => fetchAll(ctx, options, fileIds));
}

async function fetchAll(
  ctx: BotContext,
  { download, shutdown }: FetchOptions,
  fileIds: readonly string[],
): Promise<ChatImage[] | null> {
  try {
    const files = await Promise.all(fileIds.map((id) => download(id, MAX_DOWNLOAD_BYTES, shutdown)));
    const images = files.map((data) => ({ mimeType: pictureType(data), data }));
    if (images.every(isPicture)) return images;
    await reply(ctx, 'error-picture-unreadable');
  } catch (error) {
    await sayDownloadProblem(ctx, error);
  }
  return null;
}

function isPicture(image: { mimeType: string | null; data: Uint8Array }): image is ChatImage {
  return image.mimeType !== null;
}
