import { Api } from 'grammy';
import { modelsThatSee } from '../chat/models-that-see.ts';
import { clientOptions } from './api/client-options.ts';
import { shedLoad } from './api/shed-load.ts';
import type { BotOptions } from './bot-options.ts';
import type { AnswerButtonsOptions } from './chat/answer-buttons.ts';
import type { AskAboutPicturesOptions } from './chat/ask-about-pictures.ts';
import { createRunningAnswers } from './chat/running-answers.ts';
import type { VoiceOptions } from './chat/voice.ts';
import { createFilesGate } from './files/bytes-in-hand.ts';
import { createFileDownloader } from './files/download-file.ts';

/** What every feature that answers shares. */
export type Answering = Pick<
  AnswerButtonsOptions & AskAboutPicturesOptions & VoiceOptions,
  'running' | 'download' | 'files' | 'bestEffort' | 'sees' | 'shutdown' | 'clock' | 'logger'
> & {
  /** Whether the bot may post in this chat, as far as it knows. */
  mayAsk: (chatId: number) => boolean;
};

/** The answer waits until the draft that precedes it has arrived or is given up. */
const BEST_EFFORT_TIMEOUT_SECONDS = 5;

/** Creates the parts that features share while they answer: downloads, previews, and the answers in progress. */
export function createAnswering(
  api: Api,
  mayAsk: Answering['mayAsk'],
  { connection, conversation, shutdown, clock, logger }: BotOptions,
): Answering {
  const bestEffort = new Api(connection.token, clientOptions(connection, BEST_EFFORT_TIMEOUT_SECONDS));
  bestEffort.config.use(shedLoad());
  return {
    running: createRunningAnswers(shutdown),
    download: createFileDownloader({ ...connection, api, clock }),
    files: createFilesGate(),
    bestEffort,
    sees: modelsThatSee(conversation.configured).length > 0,
    mayAsk,
    shutdown,
    clock,
    logger,
  };
}
