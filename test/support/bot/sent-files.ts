/** A recording, as far as anybody looks at it. */
export const VOICE = Buffer.from('OggS a voice message');

/** The beginnings of pictures, followed by bytes that make each one longer than what is read of it. */
export const PICTURES = {
  jpeg: Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 60 }, (_, byte) => byte)]),
  png: Buffer.from('\x89PNG\r\n\x1a\n and the rest of a picture', 'latin1'),
  gif: Buffer.from('GIF89a and the rest of a picture'),
  webp: Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 and the rest', 'latin1'),
} as const;
