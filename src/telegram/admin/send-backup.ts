import { createReadStream } from 'node:fs';
import { InputFile, type Api } from 'grammy';
import { markLines } from '../../localization/direction.ts';
import { Count } from '../../localization/count.ts';
import { formatDate } from '../../localization/formats/format-date.ts';
import type { Language } from '../people/languages.ts';
import { reachAdmins } from './reach-admins.ts';
import type { AdminRecipients } from './tell-admins.ts';

export interface BackupFile {
  path: string;
  /** What it is called in the chat. */
  name: string;
  bytes: number;
  madeAt: Date;
}

/** Telegram takes 50 MB from a bot (https://core.telegram.org/bots/api#senddocument). */
const MOST_PART_BYTES = 45_000_000;

/**
 * Sends a backup to the admins' chat, or to each admin, in as many parts as Telegram takes. False when nobody got all
 * of it though somebody may later.
 */
export function sendBackup(
  recipients: AdminRecipients,
  file: BackupFile,
  partBytes = MOST_PART_BYTES,
): Promise<boolean> {
  const { api, signal } = recipients;
  const parts = Math.max(1, Math.ceil(file.bytes / partBytes));
  /** What Telegram has already is sent to the next admin by its id. */
  const sent: string[] = [];
  return reachAdmins(recipients, async ({ chatId, threadId }, language) => {
    for (let index = 0; index < parts; index++) {
      const options = {
        message_thread_id: threadId,
        disable_notification: true,
        caption: captionOf(file, index, parts, language),
      };
      const document = sent[index] ?? partOf(file, index, { parts, partBytes });
      // grammY still names the type that Node.js had none of.
      const message = await api.sendDocument(
        chatId,
        document,
        options,
        signal as Parameters<Api['sendDocument']>[3],
      );
      sent[index] ??= message.document.file_id;
    }
  });
}

/** Read while it is sent, and anew for each try. */
function partOf(
  { path, name, bytes }: BackupFile,
  index: number,
  { parts, partBytes }: { parts: number; partBytes: number },
): InputFile {
  const start = index * partBytes;
  const end = Math.min(bytes, start + partBytes) - 1;
  const number = String(index + 1).padStart(String(parts).length, '0');
  return new InputFile(
    () => createReadStream(path, { start, end }),
    parts === 1 ? name : `${name}.part${number}`,
  );
}

function captionOf(
  file: BackupFile,
  index: number,
  parts: number,
  { translate, style, locale }: Language,
): string {
  const date = formatDate(file.madeAt, style);
  const count = (value: number) => new Count(value, style);
  if (parts === 1) {
    const megabytes = count(Math.max(1, Math.round(file.bytes / 1_000_000)));
    return markLines(translate('backup-whole', { date, megabytes }), locale);
  }
  const part = translate('backup-part', { date, part: count(index + 1), parts: count(parts) });
  const command = `cat ${file.name}.part* > ${file.name}`;
  const join = index + 1 < parts ? [] : [translate('backup-join', { parts: count(parts), command })];
  return markLines([part, ...join].join('\n'), locale);
}
