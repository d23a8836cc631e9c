import { Composer } from 'grammy';
import type { Audio, Voice } from 'grammy/types';
import type { TranscriptionEnd, TranscriptionService } from '../../chat/transcription-service.ts';
import { addressedText } from '../addressed-text.ts';
import { answerQuestion, type AnswerQuestionOptions } from '../answer-question.ts';
import { audioName } from '../audio-name.ts';
import type { BotContext } from '../context.ts';
import { MAX_DOWNLOAD_BYTES, type DownloadFile } from '../download-file.ts';
import { sayDownloadProblem } from '../download-problem.ts';
import { reply, replyText, textFor } from '../reply.ts';
import { MAX_VOICE_MINUTES, tooLongMessage, transcriptionEndMessage } from '../transcription-end-message.ts';
import { whileTyping } from '../typing-indicator.ts';

export interface VoiceOptions extends AnswerQuestionOptions {
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
  transcription: TranscriptionService;
  download: DownloadFile;
}

type Heard = Extract<TranscriptionEnd, { type: 'heard' }>;

/** Voice messages and audio files: what is said in them is shown, then answered. */
export function voice(options: VoiceOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on(['message:voice', 'message:audio'], async (ctx) => {
    const caption = addressedText(ctx.message, ctx.me);
    if (caption === null) return;
    const { voice: spoken, audio } = ctx.message;
    const heard = await whileTyping(ctx, options.fleeting, () => hear(ctx, options, spoken ?? audio));
    if (heard === null) return;
    const text = caption ? `${caption}\n\n${heard.text}` : heard.text;
    await answerQuestion(ctx, options, {
      text,
      actionType: 'VoiceCommand',
      earlierRequests: [heard.requestId],
    });
  });
  composer.on('message:video_note', async (ctx) => {
    if (addressedText(ctx.message, ctx.me) !== null) await reply(ctx, 'error-video-note');
  });
  return composer;
}

/** The words of a recording, once the person has seen them; `null` when they were told why there are none. */
async function hear(
  ctx: BotContext,
  options: VoiceOptions,
  recording: Voice | Audio | undefined,
): Promise<Heard | null> {
  const name = audioName(recording?.mime_type ?? 'audio/ogg', fileNameOf(recording));
  if (!recording || !options.transcription.isConfigured) {
    await reply(ctx, 'error-voice-unavailable');
  } else if (!name) {
    await reply(ctx, 'error-audio-format');
  } else if (recording.duration > MAX_VOICE_MINUTES * 60) {
    const { key, args } = tooLongMessage(ctx);
    await reply(ctx, key, args);
  } else {
    return transcribe(ctx, options, recording, name);
  }
  return null;
}

async function transcribe(
  ctx: BotContext,
  { transcription, download, shutdown, clock }: VoiceOptions,
  { file_id, mime_type, duration }: Voice | Audio,
  name: string,
): Promise<Heard | null> {
  try {
    const data = await download(file_id, MAX_DOWNLOAD_BYTES, shutdown);
    if (data.length === 0) {
      await reply(ctx, 'error-voice-silent');
      return null;
    }
    const end = await transcription.transcribe({
      userId: BigInt(ctx.personId),
      chatId: BigInt(ctx.chat?.id ?? 0),
      audio: { name, mimeType: mime_type ?? 'audio/ogg', data },
      seconds: duration,
      signal: shutdown,
    });
    if (end.type === 'heard') {
      await replyText(ctx, `${textFor(ctx, 'voice-heard')}\n${end.text}`);
      return end;
    }
    const { key, args } = transcriptionEndMessage(ctx, end, clock.now());
    await reply(ctx, key, args);
  } catch (error) {
    await sayDownloadProblem(ctx, error);
  }
  return null;
}

function fileNameOf(recording: Voice | Audio | undefined): string | undefined {
  return recording && 'file_name' in recording ? recording.file_name : undefined;
}
