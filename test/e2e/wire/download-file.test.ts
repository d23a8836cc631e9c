import { systemClock } from '../../../src/foundation/clock.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Api } from 'grammy';
import type { TelegramFault } from '../../../src/tools/stand-ins/telegram/telegram-faults.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { createFileDownloader, DownloadError } from '../../../src/telegram/files/download-file.ts';

const SARA = 101;
const CONTENT = Buffer.from('OggS and then some more of it');
const LIMIT = 1_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a file that somebody sent', () => {
  let telegram: TelegramStandIn;
  let fileId: string;

  beforeEach(async () => {
    telegram = await startTelegramStandIn();
    telegram.addUser({ id: SARA, firstName: 'سارا' });
    fileId = telegram.sendVoice(SARA, CONTENT).voice!.file_id;
  });

  afterEach(() => telegram.close());

  async function download(
    maxBytes = LIMIT,
    signal = new AbortController().signal,
    id = fileId,
    timeoutMs = 800,
  ) {
    const { apiRoot, token } = telegram;
    const fetchFile = createFileDownloader({
      clock: systemClock,
      api: new Api(token, { apiRoot }),
      apiRoot,
      token,
      timeoutMs,
    });
    const content = await fetchFile(id, maxBytes, signal).catch((error: unknown) => error);
    if (!(content instanceof DownloadError)) return content;
    // Whoever logs it must not give the bot away.
    expect(`${content.message} ${content.stack} ${String(content.cause)}`).not.toContain(token.split(':')[1]);
    return content.problem;
  }

  it('is fetched whole', async () => {
    expect(await download()).toEqual(CONTENT);
    expect(telegram.callsOf('getFile')).toHaveLength(1);
  });

  const passing: [string, string, TelegramFault][] = [
    ['breaks off', 'file', 'lost'],
    ['is cut at its beginning', 'file', 'reset'],
    ['stalls', 'file', 'timeout'],
    ['is gone from its path', 'file', { errorCode: 404, description: 'Not Found' }],
    ['is refused', 'file', { errorCode: 502, description: 'Bad Gateway' }],
    ['is not found', 'getFile', { errorCode: 500, description: 'Internal Server Error' }],
    ['has no answer to where it is', 'getFile', 'timeout'],
  ];

  it.each(passing)('that %s once is asked for once more', async (_, method, fault) => {
    telegram.failNext(method, fault);
    expect(await download()).toEqual(CONTENT);
    expect(telegram.callsOf('getFile')).toHaveLength(2);
  });

  it('that stalls is asked for once more, though memory is cleaned up meanwhile', async () => {
    telegram.failNext('file', 'timeout');
    // Twice, and in the first try alone: the memory of many tests takes seconds to be cleaned up.
    for (const ms of [200, 600]) setTimeout(collectGarbage, ms);
    const content = await download(LIMIT, undefined, fileId, 2_000);
    expect(content).toEqual(CONTENT);
  });

  it.each(passing)('that %s twice is given up', async (name, method, fault) => {
    telegram.failNext(method, fault, 2);
    expect(await download()).toBe(name === 'is gone from its path' ? 'gone' : 'failed');
    expect(telegram.callsOf('getFile')).toHaveLength(2);
  });

  it('that Telegram does not know is gone', async () => {
    expect(await download(LIMIT, undefined, 'voice-99')).toBe('gone');
  });

  it('is read up to the limit, whatever was announced', async () => {
    expect(await download(CONTENT.length)).toEqual(CONTENT);
    expect(await download(CONTENT.length - 1)).toBe('more_than_asked');
    const small = telegram.sendVoice(SARA, Buffer.alloc(5_000_000), { announcedBytes: 10 });
    expect(await download(LIMIT, undefined, small.voice!.file_id)).toBe('more_than_asked');
    expect(telegram.callsOf('getFile')).toHaveLength(3);
  });

  it('that is larger than a bot may have is too large', async () => {
    const large = telegram.sendVoice(SARA, CONTENT, { announcedBytes: 21 * 1024 * 1024 });
    expect(await download(LIMIT, undefined, large.voice!.file_id)).toBe('too_large');
    expect(telegram.callsOf('getFile')).toHaveLength(1);
  });

  it('that is shorter than announced is incomplete', async () => {
    const long = telegram.sendVoice(SARA, CONTENT, { announcedBytes: 900 });
    expect(await download(LIMIT, undefined, long.voice!.file_id)).toBe('failed');
  });

  it('is not waited for once the program ends', async () => {
    telegram.failNext('file', 'timeout', 2);
    // Telegram answers neither of the two tries; nothing but the signal ends the first, and no second is made.
    expect(await download(LIMIT, AbortSignal.timeout(50))).toBe('failed');
    expect(telegram.callsOf('getFile')).toHaveLength(1);
  });
});
