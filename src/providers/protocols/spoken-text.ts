import { asRecord } from '../contract/as-record.ts';

/** Above this, Whisper doubts that anybody speaks; it is right when it is unsure of the words as well. */
const LIKELY_SILENT = 0.6;
const UNSURE_WORDS = -0.7;
const SURELY_SILENT = 0.9;
/** Words that compress this well are one phrase over and over: what Whisper makes of noise. */
const REPETITIVE = 2.4;

/**
 * What is really said in a `verbose_json` transcript. Whisper finds polite words in silence and music; it marks
 * such segments, and they are left out.
 */
export function spokenText(transcript: unknown): string {
  const { text, segments } = asRecord(transcript);
  const whole = typeof text === 'string' ? text.trim() : '';
  const listed = Array.isArray(segments) ? segments.map(asRecord) : [];
  const spoken = listed.filter((segment) => !isSilent(segment));
  const words = spoken.length === listed.length ? whole : spoken.map(textOf).join('');
  return /[\p{L}\p{N}]/u.test(words) ? words.trim() : '';
}

/** More than any recording that a service takes can last. */
const MOST_SECONDS = 86_400;

/**
 * The measured seconds of a transcript, some of which tell them as a text; OpenAI's also name them in `usage`. No
 * recording lasts for none, so that zero was not measured.
 */
export function spokenSeconds(transcript: unknown): number | null {
  const { duration, usage } = asRecord(transcript);
  return secondsIn(duration) || secondsIn(asRecord(usage)['seconds']) || null;
}

/** Where the last words of a transcript end: the recording may go on in silence. */
export function lastWordsEnd(transcript: unknown): number | null {
  const { segments } = asRecord(transcript);
  if (!Array.isArray(segments)) return null;
  return Math.max(0, ...segments.map((segment) => secondsIn(asRecord(segment)['end']) ?? 0)) || null;
}

function secondsIn(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && seconds >= 0 && seconds <= MOST_SECONDS ? seconds : null;
}

function textOf({ text }: Record<string, unknown>): string {
  return typeof text === 'string' ? text : '';
}

function isSilent(segment: Record<string, unknown>): boolean {
  const silence = numberIn(segment, 'no_speech_prob', 0);
  const sureness = numberIn(segment, 'avg_logprob', 0);
  if (silence > SURELY_SILENT) return true;
  if (silence <= LIKELY_SILENT) return false;
  return sureness < UNSURE_WORDS || numberIn(segment, 'compression_ratio', 1) > REPETITIVE;
}

function numberIn(segment: Record<string, unknown>, name: string, otherwise: number): number {
  const value = segment[name];
  return typeof value === 'number' ? value : otherwise;
}
