import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same, found in the same time however much of one is right: hashes have one length. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
