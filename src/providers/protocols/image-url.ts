import type { ChatImage } from '../contract/provider.ts';

/** The image as a `data:` URL. */
export function imageUrl({ mimeType, data }: ChatImage): string {
  return `data:${mimeType};base64,${Buffer.from(data).toString('base64')}`;
}
