import { Count } from '../../localization/count.ts';
import type { BotContext } from '../messages/context.ts';
import { DownloadError, MAX_DOWNLOAD_BYTES } from './download-file.ts';
import { reply } from '../messages/reply.ts';

const KEYS: Readonly<Record<DownloadError['problem'], string>> = {
  too_large: 'error-file-too-large',
  more_than_asked: 'error-file-too-large',
  gone: 'error-file-gone',
  failed: 'error-download-failed',
};

/** Tells a person why their file could not be fetched. Any other error is thrown on. */
export async function sayDownloadProblem(ctx: BotContext, error: unknown): Promise<void> {
  if (!(error instanceof DownloadError)) throw error;
  const megabytes = new Count(MAX_DOWNLOAD_BYTES / 1024 / 1024, ctx.style);
  await reply(ctx, KEYS[error.problem], { megabytes });
}
