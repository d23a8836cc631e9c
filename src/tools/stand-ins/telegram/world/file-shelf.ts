import type { BotApiFile } from '../bot-api/bot-api-message.ts';
import { readPngSize } from './read-png-size.ts';

export interface StoredFile {
  id: string;
  /** As in a download address: `photos/file_1.jpg`. */
  path: string;
  name: string;
  mimeType: string;
  data: Buffer;
  /** The announced size, if it differs from the actual one. */
  announcedBytes?: number;
}

export interface NewFile extends Pick<StoredFile, 'name' | 'mimeType' | 'announcedBytes'> {
  data: Uint8Array;
}

export type FileKind = 'photo' | 'document' | 'voice' | 'audio';

const FOLDERS: Readonly<Record<FileKind, { folder: string; extension: string }>> = {
  photo: { folder: 'photos', extension: '.jpg' },
  document: { folder: 'documents', extension: '' },
  // Telegram names voice messages .oga, which some transcription services refuse.
  voice: { folder: 'voice', extension: '.oga' },
  audio: { folder: 'music', extension: '' },
};

/** The files sent by people and the bot, by id or download path. */
export class FileShelf {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();

  store(kind: FileKind, file: NewFile): StoredFile {
    const number = this.#byId.size + 1;
    const { folder, extension } = FOLDERS[kind];
    const ending = extension || (/\.\w+$/.exec(file.name)?.[0] ?? '');
    const stored: StoredFile = {
      id: `${kind}-${number}`,
      path: `${folder}/file_${number}${ending}`,
      name: file.name,
      mimeType: file.mimeType,
      data: Buffer.from(file.data),
      announcedBytes: file.announcedBytes,
    };
    this.#byId.set(stored.id, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  byId(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}

/** The fields that every kind of file has in a message. */
export function describeFile(file: StoredFile): BotApiFile {
  return {
    file_id: file.id,
    file_unique_id: `u-${file.id}`,
    file_size: file.announcedBytes ?? file.data.length,
  };
}

/** A file with its original name. */
export function describeNamed(file: StoredFile): BotApiFile {
  return { ...describeFile(file), file_name: file.name, mime_type: file.mimeType };
}

/** A photo in Telegram's sizes: a small one and the original. */
export function describePhoto(file: StoredFile): BotApiFile[] {
  const { width, height } = readPngSize(file.data) ?? { width: 1280, height: 960 };
  const scale = Math.min(1, 90 / Math.max(width, height));
  const small = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return [
    { ...describeFile(file), ...small },
    { ...describeFile(file), width, height },
  ];
}
