/** How each format that models read begins. */
const BEGINNINGS: readonly (readonly [mimeType: string, pattern: RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];

/** The formats that models read. */
export const PICTURE_TYPES: ReadonlySet<string> = new Set(BEGINNINGS.map(([mimeType]) => mimeType));

/** What a picture really is, whatever it was called: providers refuse one whose name and content differ. */
export function pictureType(data: Uint8Array): string | null {
  const beginning = Buffer.from(data.subarray(0, 16)).toString('latin1');
  return BEGINNINGS.find(([, pattern]) => pattern.test(beginning))?.[0] ?? null;
}
