import type { SeenMessage } from './seen-message.ts';
import { PICTURE_TYPES } from './picture-type.ts';

export interface SentPicture {
  fileId: string;
  /** As announced. */
  bytes: number;
}

/** More than this is only more to pay: models scale pictures down to about as much. */
const MAX_SIDE_PIXELS = 1_280;

/** The picture in a message, also where it was sent as a file. */
export function pictureIn({ photo, document }: SeenMessage): SentPicture[] {
  // Telegram lists the sizes of a photo from the smallest on.
  const size =
    photo?.findLast(({ width, height }) => Math.max(width, height) <= MAX_SIDE_PIXELS) ?? photo?.[0];
  const file = document && PICTURE_TYPES.has(document.mime_type ?? '') ? document : undefined;
  const found = size ?? file;
  return found ? [{ fileId: found.file_id, bytes: found.file_size ?? 0 }] : [];
}
