import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { disarm } from '../../markdown/text/disarm.ts';
import { unmarked } from '../../markdown/text/rich-text.ts';
import type { Transcription, TranscriptionService } from '../../chat/transcription-service.ts';
import { addressedText } from '../contents/addressed-text.ts';
import { answerQuestion, type AskedQuestion } from './answer-question.ts';
import { askAboutPictures, type AskAboutPicturesOptions } from './ask-about-pictures.ts';
import type { BotContext } from '../messages/context.ts';
import { bytesOf, withBytesInHand } from '../files/bytes-in-hand.ts';
import { MAX_DOWNLOAD_BYTES } from '../files/download-file.ts';
import { sayDownloadProblem } from '../files/download-problem.ts';
import { isCommand } from '../contents/is-command.ts';
import { pictureIn } from '../contents/picture-in.ts';
import { recordingIn, type SentRecording } from '../contents/recording-in.ts';
import {
  isWordsAboutAnother,
  quoteAbove,
  repliedTo,
  repliedWords,
  withReplied,
} from '../contents/replied-to.ts';
import { reply, replyText, textFor } from '../messages/reply.ts';
import { MAX_VOICE_MINUTES, tooLongMessage, transcriptionEndMessage } from './transcription-end-message.ts';
import { whileTyping } from '../messages/typing-indicator.ts';

export interface VoiceOptions extends AskAboutPicturesOptions {
  transcription: TranscriptionService;
}

type Heard = NonNullable<Transcription['heard']>;

/** Voice messages and audio files: what is said in them is shown, then answered; or asked about in a reply. */
export function voice(options: VoiceOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx, next) => {
    const own = recordingIn(ctx.message);
    const recording = own ?? recordingAskedAbout(ctx.message);
    const words = addressedText(ctx.message, ctx.me);
    if (!recording || words === null) return next();
    const heard = await whileTyping(ctx, options.bestEffort, () =>
      withBytesInHand(ctx, options, bytesOf([recording.bytes]), () => hear(ctx, options, recording)),
    );
    if (heard === null) return;
    const text = own ? [words, heard.text].filter(Boolean).join('\n\n') : words;
    const asked: AskedQuestion = { text, actionType: 'VoiceCommand', earlierRequests: [heard.requestId] };
    if (own) await answerSpoken(ctx, options, ctx.message, asked);
    else await answerQuestion(ctx, options, { ...asked, text: aboutSpoken(ctx.message, words, heard.text) });
  });
  composer.on('message:video_note', async (ctx) => {
    if (addressedText(ctx.message, ctx.me) !== null) await reply(ctx, 'error-video');
  });
  return composer;
}

/** The recording that somebody else's message, or an earlier one, brought and this one only has words about. */
function recordingAskedAbout(message: Message): SentRecording | null {
  if (!isWordsAboutAnother(message) || isCommand(message)) return null;
  return recordingIn(repliedTo(message) ?? {});
}

/** A recording that nothing is asked about is answered as if it had been sent to the bot. */
function aboutSpoken(message: Message, words: string, spoken: string): string {
  const whole = [repliedWords(message), spoken].filter(Boolean).join('\n');
  return words ? quoteAbove(words, whole) : whole;
}

/** What was asked aloud may be about another message, and about the picture in it. */
async function answerSpoken(
  ctx: BotContext,
  options: VoiceOptions,
  message: Message,
  asked: AskedQuestion,
): Promise<void> {
  const whole = { ...asked, text: withReplied(message, ctx.me.id, asked.text) };
  const sent = options.sees ? pictureIn(repliedTo(message) ?? {}) : [];
  if (sent.length === 0) await answerQuestion(ctx, options, whole);
  else await askAboutPictures(ctx, options, sent, whole);
}

/** The words of a recording, once the person has seen them; `null` when they were told why there are none. */
async function hear(ctx: BotContext, options: VoiceOptions, recording: SentRecording): Promise<Heard | null> {
  const { name, seconds } = recording;
  if (!options.transcription.isConfigured) {
    await reply(ctx, 'error-voice-unavailable');
  } else if (!name) {
    await reply(ctx, 'error-audio-format');
  } else if (seconds !== null && seconds > MAX_VOICE_MINUTES * 60) {
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
  { fileId, mimeType, seconds }: SentRecording,
  name: string,
): Promise<Heard | null> {
  try {
    const data = await download(fileId, MAX_DOWNLOAD_BYTES, shutdown);
    if (data.length === 0) {
      await reply(ctx, 'error-voice-silent');
      return null;
    }
    const { end, heard } = await transcription.transcribe({
      userId: BigInt(ctx.accountId),
      chatId: BigInt(ctx.chat?.id ?? 0),
      audio: { name, mimeType, data },
      seconds,
      mayAsk: ctx.mayAsk,
      signal: shutdown,
    });
    if (heard) {
      const words = disarm(unmarked(heard.text)).text;
      await replyText(ctx, `${textFor(ctx, 'voice-heard')}\n${words}`);
      return heard;
    }
    if (end.type === 'too_fast' && end.isTold) return null;
    const { key, args } = transcriptionEndMessage(ctx, end, clock.now());
    await reply(ctx, key, args);
  } catch (error) {
    await sayDownloadProblem(ctx, error);
  }
  return null;
}
