import { GrammyError, type Api } from 'grammy';
import type { Clock } from '../../foundation/clock.ts';
import { deadlineSignal } from '../../foundation/deadline-signal.ts';
import { readAtMost } from '../../foundation/read-at-most.ts';
import { piecesUntil } from './pieces-until.ts';

/** A file that people sent could not be fetched. Its message never holds an address: the bot's token is in it. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  /** `more_than_asked`: it is larger than `maxBytes`, and may be one that Telegram hands out all the same. */
  readonly problem: 'too_large' | 'more_than_asked' | 'gone' | 'failed';

  constructor(problem: DownloadError['problem'], message: string) {
    super(message);
    this.problem = problem;
  }
}

export interface FileDownloaderOptions {
  api: Pick<Api, 'getFile'>;
  /** The Bot API server that has the files too. */
  apiRoot: string;
  token: string;
  /** In place of the global one, such as one that goes through a proxy. */
  fetch?: typeof fetch | undefined;
  clock: Clock;
  /** For one try, from the question where the file is to its last byte. */
  timeoutMs?: number;
}

/** The bytes of a file that somebody sent, at most `maxBytes`, kept in memory only. Throws `DownloadError`. */
export type DownloadFile = (fileId: string, maxBytes: number, signal: AbortSignal) => Promise<Uint8Array>;

/** What Telegram lets a bot download. */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** Downloads files of people. A try that fails is repeated once, from asking anew where the file is. */
export function createFileDownloader(options: FileDownloaderOptions): DownloadFile {
  return async (fileId, maxBytes, signal) => {
    const fetchIt = async () => {
      const limit = deadlineSignal(options.clock, signal, options.timeoutMs ?? TIMEOUT_MS);
      return fetchFile(options, fileId, maxBytes, limit.signal)
        .catch(throwDownloadError)
        .finally(() => limit.end());
    };
    return fetchIt().catch((error: DownloadError) => {
      if (signal.aborted || error.problem === 'too_large' || error.problem === 'more_than_asked') throw error;
      return fetchIt();
    });
  };
}

async function fetchFile(
  { api, apiRoot, token, fetch = globalThis.fetch }: FileDownloaderOptions,
  fileId: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  // Declared in the terms of a polyfill, whose types the global one does not match.
  const file = await api.getFile(fileId, signal as Parameters<typeof api.getFile>[1]);
  if (!file.file_path) throw new DownloadError('gone', 'Telegram named no path for a file');
  if ((file.file_size ?? 0) > maxBytes) throw moreThan(maxBytes);
  // A redirect would show the token to somebody else.
  const url = `${apiRoot}/file/bot${token}/${file.file_path}`;
  const response = await fetch(url, { signal, redirect: 'error' });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const problem = response.status === 404 ? 'gone' : 'failed';
    throw new DownloadError(problem, `Telegram did not hand out a file (HTTP ${response.status})`);
  }
  // Whatever was announced.
  const content = await readAtMost(piecesUntil(response.body, signal), maxBytes);
  if (!content) throw moreThan(maxBytes);
  if (content.length < (file.file_size ?? 0)) throw new DownloadError('failed', 'a file arrived incomplete');
  return content;
}

function moreThan(maxBytes: number): DownloadError {
  return maxBytes < MAX_DOWNLOAD_BYTES
    ? new DownloadError('more_than_asked', 'a file is larger than the room for it')
    : tooLarge();
}

function tooLarge(): DownloadError {
  return new DownloadError('too_large', 'a file is too large');
}

// Without its cause: the errors of a network call name the address.
function throwDownloadError(error: unknown): never {
  if (error instanceof DownloadError) throw error;
  if (error instanceof GrammyError && error.error_code === 400) {
    if (/too big/i.test(error.description)) throw tooLarge();
    throw new DownloadError('gone', 'Telegram does not know a file any more');
  }
  throw new DownloadError('failed', 'a file could not be fetched');
}
