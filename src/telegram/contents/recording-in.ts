import type { Document, Message } from 'grammy/types';
import { audioName } from './audio-name.ts';
import type { RepliedTo } from './replied-to.ts';

export interface SentRecording {
  fileId: string;
  mimeType: string;
  /** What providers are told it is called; `null` for a format that nobody writes down. */
  name: string | null;
  /** As announced; `null` of a file, of which nobody announces it. */
  seconds: number | null;
  /** As announced; `null` where nobody did. */
  bytes: number | null;
}

/** Files with these endings are films as a rule. */
const OFTEN_FILMS = /\.(?:mp4|mpeg|webm)$/i;

/** The voice message or audio file in a message, also where it was sent as a file. */
export function recordingIn({ voice, audio, document }: Message | RepliedTo): SentRecording | null {
  const sent = voice ?? audio;
  if (!sent) return document && isAudio(document) ? recordingFile(document) : null;
  const mimeType = sent.mime_type ?? 'audio/ogg';
  const name = audioName(mimeType, audio?.file_name);
  return { fileId: sent.file_id, mimeType, name, seconds: sent.duration, bytes: sent.file_size ?? null };
}

function isAudio({ mime_type: mimeType = '', file_name: fileName = '' }: Document): boolean {
  if (/^(?:audio\/|application\/ogg$)/i.test(mimeType)) return true;
  const isUnknown = ['', 'application/octet-stream'].includes(mimeType);
  return isUnknown && !OFTEN_FILMS.test(fileName) && audioName(undefined, fileName) !== null;
}

function recordingFile({ file_id: fileId, mime_type, file_name, file_size: bytes }: Document): SentRecording {
  const name = audioName(mime_type, file_name);
  const ending = name?.split('.')[1] ?? '';
  const mimeType = mime_type?.startsWith('audio/') ? mime_type : `audio/${ending}`;
  return { fileId, mimeType, name, seconds: null, bytes: bytes ?? null };
}
