/** The endings that Groq accepts, and refuses everything else by. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'flac',
  'mp3',
  'mp4',
  'mpeg',
  'mpga',
  'm4a',
  'ogg',
  'opus',
  'wav',
  'webm',
]);

const ENDINGS: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/m4a': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/webm': 'webm',
};

/**
 * A name whose ending tells the format of a recording, without the person's own words in it; `null` for formats
 * that nobody writes down. Telegram's `.oga` is `.ogg` to everybody else.
 */
export function audioName(mimeType: string | undefined, fileName = ''): string | null {
  const own = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase().replace('oga', 'ogg') ?? '';
  const ending = ENDINGS[(mimeType ?? '').toLowerCase()] ?? own;
  return ACCEPTED.has(ending) ? `audio.${ending}` : null;
}
