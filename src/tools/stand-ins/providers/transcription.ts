import { parseForm, type UploadedFile } from '../http/parse-form.ts';
import type { HttpCall } from './wires/provider-wire.ts';

/** A transcript from the stand-in. */
export interface Transcript {
  text: string;
  /** A language name of Whisper: `Persian`, `English`. */
  language: string;
  /** In seconds; `null` of a service that measures nothing. */
  duration: number | null;
  /** The probability that nobody speaks. Default 0.01. */
  noSpeech?: number;
}

export type Transcribe = (audio: UploadedFile, language: string | null) => Transcript;

export type TranscriptionResult =
  | { ok: true; contentType: string; body: string; duration: number | null }
  | { ok: false; message: string; code: string };

const ACCEPTED = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|opus|wav|webm)$/i;

/** Handles `POST /openai/v1/audio/transcriptions`, as strict about uploads as Groq. */
export function transcribeUpload(call: HttpCall, transcribe: Transcribe): TranscriptionResult {
  const form = parseForm(call.headers['content-type'] ?? '', call.body);
  const audio = form.files.find((file) => file.field === 'file');
  if (!audio) return { ok: false, message: 'one of file or url must be provided', code: 'invalid_request' };
  if (!ACCEPTED.test(audio.name)) {
    const message = `file must be one of the following types: [flac mp3 mp4 mpeg mpga m4a ogg opus wav webm]`;
    return { ok: false, message, code: 'unsupported_audio_format' };
  }
  const transcript = transcribe(audio, form.fields['language'] ?? null);
  return {
    ok: true,
    ...formatTranscript(transcript, form.fields['response_format'] ?? 'json'),
    duration: transcript.duration,
  };
}

function formatTranscript(
  { text, language, duration, noSpeech = 0.01 }: Transcript,
  format: string,
): { contentType: string; body: string } {
  if (format === 'text') return { contentType: 'text/plain; charset=utf-8', body: text };
  const x_groq = { id: 'req_transcription' };
  const segment = {
    id: 0,
    seek: 0,
    start: 0,
    end: duration,
    text: ` ${text}`,
    tokens: [],
    temperature: 0,
    avg_logprob: -0.2,
    compression_ratio: 1,
    no_speech_prob: noSpeech,
  };
  const verbose = { task: 'transcribe', language, duration, text, segments: [segment], x_groq };
  return {
    contentType: 'application/json',
    body: JSON.stringify(format === 'verbose_json' ? verbose : { text, x_groq }),
  };
}

/** Transcribes every recording as the same polite question, in the requested language. */
export function transcribeForDemo(_audio: UploadedFile, language: string | null): Transcript {
  if (language === 'en') return { text: 'What should I cook tonight?', language: 'English', duration: 2.4 };
  return { text: 'سلام، امشب برای شام چه بپزم؟', language: 'Persian', duration: 2.4 };
}
