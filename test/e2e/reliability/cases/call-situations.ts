import type { BotApiCall } from '../../../../src/tools/stand-ins/telegram/bot-api/call-log.ts';
import { stripMarks } from '../../../../src/localization/direction.ts';
import { OMID, type RunningBot, type RunningBotOptions } from '../../../support/bot/running-bot.ts';
import { PICTURES } from '../../../support/bot/sent-files.ts';
import { askWhole, followWhole } from '../ask-whole.ts';
import type { TelegramCase } from './telegram-case.ts';
import { ANSWER, QUESTION } from '../try-provider-fault.ts';
import { MAIN } from '../../../support/bot/main-provider.ts';

/** How to make the bot call a method. */
interface Situation {
  options: RunningBotOptions;
  answer: string;
  /** Runs after the fault is planned. */
  begin?: (bot: RunningBot) => Promise<unknown>;
  /** Asks, and resolves with the bot's complete reply. */
  ask(bot: RunningBot): Promise<string[]>;
  /** The number of calls that belong to the question. */
  count(calls: readonly BotApiCall[]): number;
}

const GROUP = -1_001_000_000_077;
const LONG_ANSWER =
  'The capital of France is Paris, a city on the Seine where more than two million people live.';

const inPrivate: Situation = {
  options: { providers: { [MAIN]: { chunkDelayMs: 100 } } },
  answer: ANSWER,
  ask: (bot) => askWhole(bot, QUESTION),
  count: ({ length }) => Math.min(length, 2),
};

function inGroup(answer: string, chunkDelayMs: number): Situation {
  return {
    ...inPrivate,
    options: {
      providers: { [MAIN]: { chunkDelayMs, answer: () => answer } },
      prepare: ({ addGroup }) => addGroup({ id: GROUP, title: 'Team', members: [OMID] }),
    },
    answer,
    ask: (bot) => askWhole(bot, `@ledger_demo_bot ${QUESTION}`, GROUP),
    count: (calls) => calls.filter((call) => (textOf(call) === answer) === (answer === ANSWER)).length,
  };
}

// An answer that is complete before its first preview is due has none.
const inPreviews: Situation = { ...inPrivate, options: { providers: { [MAIN]: { chunkDelayMs: 500 } } } };

const withPicture: Situation = {
  ...inPrivate,
  options: { providers: { gemini: { answer: () => ANSWER } } },
  ask: (bot) =>
    followWhole(bot, () => bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: QUESTION }).message_id),
};

const withMessage: Situation = {
  ...inPrivate,
  count: (calls) => calls.filter((call) => !/Which language|\/help/.test(textOf(call))).length,
};

const BY_METHOD: Readonly<Record<TelegramCase['method'], Situation>> = {
  sendMessage: withMessage,
  sendMessageDraft: inPreviews,
  editMessageText: inGroup(ANSWER, 500),
  answerCallbackQuery: { ...inPrivate, ask: (bot) => followWhole(bot, () => pressAgain(bot)) },
  getFile: withPicture,
  file: withPicture,
  getUpdates: { ...inPrivate, begin: untilPolled },
};

const BY_USE: Readonly<Record<NonNullable<TelegramCase['use']>, Situation>> = {
  // The words take longer than the three seconds between two edits.
  'the partial answer': inGroup(LONG_ANSWER, 900),
  'the complete answer': { ...inGroup(ANSWER, 500), ask: askWithPreview },
  'a repeated answer': { ...withMessage, ask: BY_METHOD.answerCallbackQuery.ask },
};

export function situationOf({ method, use }: TelegramCase): Situation {
  return use ? BY_USE[use] : BY_METHOD[method];
}

/** The rest of the answer follows once its beginning is seen, however late a busy machine shows that. */
async function askWithPreview(bot: RunningBot): Promise<string[]> {
  const { telegram } = bot;
  let goOn: () => void = () => undefined;
  bot.provider(MAIN).behave({ heldHalfway: new Promise<void>((resolve) => (goOn = resolve)) });
  const newest = telegram.messages(GROUP).at(-1)?.id ?? 0;
  const seen = askWhole(bot, `@ledger_demo_bot ${QUESTION}`, GROUP);
  await telegram.waitForMessage(
    GROUP,
    ({ id, keyboard }) => id > newest && keyboard.flat().some(({ value }) => value.startsWith('stop:')),
    60_000,
  );
  goOn();
  return seen;
}

function textOf({ payload }: BotApiCall): string {
  return stripMarks(String(payload['text']));
}

/** Presses the button below the newest answer. */
function pressAgain({ telegram }: RunningBot): number {
  const answer = telegram
    .messages(OMID)
    .findLast(({ keyboard }) => keyboard.flat().some(({ value }) => value === 'answer:again'));
  telegram.press(OMID, answer?.id ?? 0, 'answer:again');
  return telegram.messages(OMID).at(-1)?.id ?? 0;
}

/** The current poll ends with the next update, so the fault affects the poll after it. */
async function untilPolled({ telegram }: RunningBot): Promise<void> {
  const { length: before } = telegram.callsOf('getUpdates');
  telegram.say(OMID, '/help');
  while (telegram.callsOf('getUpdates').length === before)
    await new Promise((resolve) => setTimeout(resolve, 5));
}
