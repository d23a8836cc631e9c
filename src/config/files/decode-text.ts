/** The text of a file as editors of any system write it: UTF-8 or UTF-16, with a byte order mark or without. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const little = first === 0xff && second === 0xfe;
  const big = first === 0xfe && second === 0xff;
  if (little || big) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes);
  // PowerShell's older `>` may leave UTF-16 without a mark: every second byte of Latin text is zero.
  if (bytes.length > 1 && second === 0) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder().decode(bytes);
}
