import type { PhotoSize } from 'grammy/types';
import type { SeenMessage } from './seen-message.ts';
import { PICTURE_TYPES } from './picture-type.ts';

export interface SentPicture {
  fileId: string;
  /** As announced. */
  bytes: number;
}

/** More than this is only more to pay: models scale pictures down to about as much. */
const MAX_SIDE_PIXELS = 1_280;

/** The photo of a message. Of a live one in another chat Telegram names only that, with its picture that stands still. */
export function photoIn({ photo, live_photo: live }: SeenMessage): PhotoSize[] | undefined {
  return photo ?? live?.photo;
}

/** The picture in a message, also where it was sent as a file. */
export function pictureIn(message: SeenMessage): SentPicture[] {
  const { document } = message;
  const sizes = photoIn(message);
  // Telegram lists the sizes of a photo from the smallest on.
  const size =
    sizes?.findLast(({ width, height }) => Math.max(width, height) <= MAX_SIDE_PIXELS) ?? sizes?.[0];
  const file = document && PICTURE_TYPES.has(document.mime_type ?? '') ? document : undefined;
  const found = size ?? file;
  return found ? [{ fileId: found.file_id, bytes: found.file_size ?? 0 }] : [];
}
