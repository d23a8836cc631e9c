import { answerForDemo } from '../stand-ins/providers/demo-brain.ts';
import type { ProviderStandInOptions } from '../stand-ins/providers/provider-stand-in.ts';
import { transcribeForDemo } from '../stand-ins/providers/transcription.ts';

/** Slow enough that a person sees an answer grow and can stop it: about four words in half a second. */
const WATCHED = { latencyMs: 700, chunkDelayMs: 380 };

const LABELS = {
  en: { answer: 'Demo answer', recording: 'demo recording' },
  fa: { answer: 'پاسخ نمایشی', recording: 'پیام صوتی نمایشی' },
};

/** A stand-in that labels what it says, so that nobody takes it for a model's words. */
export function demoProvider({ isWatched }: { isWatched: boolean }): ProviderStandInOptions {
  return {
    ...(isWatched && WATCHED),
    // The label comes first: it is seen from the first word on, and stays in an answer that was stopped.
    answer: (messages) => {
      const answer = answerForDemo(messages);
      return `🎭 _${labelsFor(answer).answer}_\n\n${answer}`;
    },
    transcribe: (audio, language) => {
      const transcript = transcribeForDemo(audio, language);
      return { ...transcript, text: `(${labelsFor(transcript.text).recording}) ${transcript.text}` };
    },
  };
}

function labelsFor(text: string): (typeof LABELS)['en'] {
  return /[\u0600-\u06ff]/.test(text) ? LABELS.fa : LABELS.en;
}
