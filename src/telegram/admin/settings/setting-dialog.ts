import { InlineKeyboard } from 'grammy';
import type { AdminActionStore } from '../../../database/admin/admin-action-store.ts';
import { ChangedMeanwhile } from '../../../database/engine/changed-meanwhile.ts';
import type { StoredSetting } from '../../../database/admin/setting-store.ts';
import { safeName, stripMarks } from '../../../localization/direction.ts';
import { answerPress } from '../../messages/answer-press.ts';
import type { BotContext } from '../../messages/context.ts';
import { replyOptions, textFor } from '../../messages/reply.ts';
import { comparable, isCancel, parseChoice } from './setting-answers.ts';
import { settingExamples } from './setting-examples.ts';
import { menuKeyboard } from './settings-menu.ts';
import { DEFAULT, type SettingTopic } from './setting-topic.ts';

/** A question that waits for its answer, as it is kept between two messages. */
export interface OpenQuestion {
  topic: string;
  /** `null` while it is what was asked for. */
  subject: string | null;
  seen: StoredSetting | null;
  /** The message whose buttons answer it. */
  messageId: number;
}

export interface SettingDialogOptions {
  topics: readonly SettingTopic[];
  actions: Pick<AdminActionStore, 'last'>;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
}

export interface SettingDialog {
  /** `about`: the person or group that it is about, where that is known already. */
  begin(ctx: BotContext, topicId: string, about?: string): Promise<OpenQuestion | null>;
  /** The next question; `null` when all is answered. */
  answer(ctx: BotContext, open: OpenQuestion): Promise<OpenQuestion | null>;
}

/** What stands before the answer in the data of a question's button, and how much of it fits. */
const ANSWER_DATA = 'set:';
/** The button that leaves everything as it is, under the question and under what is said about a wrong answer; no id has its stroke. */
export const CANCEL_DATA = `${ANSWER_DATA}/cancel`;
const MOST_DATA_BYTES = 64;
/** Telegram refuses more than 100 below a message; any other subject can be written. */
const MOST_BUTTONS = 90;

/** Short labels stand beside each other. */
const BUTTONS_IN_A_ROW = 3;

/** The questions and answers of /settings; every step is one call, so that nothing lives between them. */
export function createSettingDialog(options: SettingDialogOptions): SettingDialog {
  const find = (id: string) => options.topics.find((topic) => topic.id === id) ?? null;
  return {
    begin: async (ctx, topicId, about) => {
      const topic = find(topicId);
      if (!topic) return null;
      if (!topic.subject) return askValue(ctx, topic, '');
      const subject = about === undefined ? null : topic.subject.parse(about);
      return subject === null ? askSubject(ctx, topic) : askValue(ctx, topic, subject);
    },
    answer: async (ctx, open) => {
      if (ctx.callbackQuery) await answerPress(ctx);
      const topic = find(open.topic);
      if (!topic) return null;
      const text = answerText(ctx);
      const isPressed = isOffered(ctx, topic, open);
      if (!isPressed && isCancel(text)) return cancel(ctx, options);
      if (topic.subject && open.subject === null) {
        const meant = isPressed ? text : labelledSubject(ctx, topic, text);
        const subject = topic.subject.parse(meant ?? text);
        if (subject !== null) return askValue(ctx, topic, subject);
        return sayWrong(ctx, topic, topic.subject.wrong, open);
      }
      const value = valueIn(ctx, topic, open.subject ?? '', text);
      if (value === undefined) return sayWrong(ctx, topic, topic.wrong, open);
      return save(ctx, topic, { ...open, subject: open.subject ?? '' }, value, options);
    },
  };
}

function answerText(ctx: BotContext): string {
  return ctx.callbackQuery?.data?.slice(ANSWER_DATA.length) ?? ctx.message?.text ?? '';
}

/** Whether a button of this question was pressed: what it stands for is meant, whatever the word says to whoever types it. */
function isOffered(ctx: BotContext, topic: SettingTopic, { subject }: OpenQuestion): boolean {
  const choices = topic.subject && subject === null ? topic.subject.choices : topic.choices;
  return ctx.callbackQuery !== undefined && choices.some(({ value }) => value === answerText(ctx));
}

/** What a button of the first question stands for, where its label was typed instead. */
function labelledSubject(ctx: BotContext, topic: SettingTopic, text: string): string | undefined {
  return topic.subject?.choices.find(({ label }) => comparable(label(ctx)) === comparable(text))?.value;
}

/** `null` is the default, `undefined` nothing that can be understood. */
function valueIn(
  ctx: BotContext,
  topic: SettingTopic,
  subject: string,
  text: string,
): string | null | undefined {
  const labelled = topic.choices.find(
    ({ label, values }) => comparable(ctx.translate(label, values?.(ctx, subject))) === comparable(text),
  )?.value;
  const choices = topic.choices.map(({ value }) => value);
  const choice = labelled ?? parseChoice(text, choices);
  if (choice === DEFAULT) return null;
  return choice ?? topic.parse(text, ctx) ?? undefined;
}

/** Ends the questions without a change; the menu is there for the next one. */
async function cancel(ctx: BotContext, { topics }: SettingDialogOptions): Promise<null> {
  await send(ctx, textFor(ctx, 'settings-cancelled'), menuKeyboard(ctx, topics));
  return null;
}

async function askSubject(ctx: BotContext, topic: SettingTopic): Promise<OpenQuestion> {
  const keyboard = new InlineKeyboard();
  for (const { value, label } of topic.subject?.choices.slice(0, MOST_BUTTONS) ?? []) {
    const data = `${ANSWER_DATA}${value}`;
    if (Buffer.byteLength(data) <= MOST_DATA_BYTES) keyboard.text(stripMarks(label(ctx)), data).row();
  }
  const question = textFor(ctx, topic.subject?.question ?? topic.question, settingExamples(ctx));
  const messageId = await send(ctx, question, withCancel(ctx, keyboard));
  return { topic: topic.id, subject: null, seen: null, messageId };
}

/** Asks for the value; `before` is said first. */
async function askValue(
  ctx: BotContext,
  topic: SettingTopic,
  subject: string,
  before?: (value: string) => string,
): Promise<OpenQuestion> {
  const seen = await topic.read(ctx, subject);
  const value = topic.show(ctx, seen?.value ?? null, subject);
  const more = (await topic.describe?.(ctx, subject)) ?? {};
  const question = textFor(ctx, topic.question, { ...settingExamples(ctx), ...more, value });
  const keyboard = new InlineKeyboard();
  for (const [index, { value: data, label, values }] of topic.choices.entries()) {
    if (index % BUTTONS_IN_A_ROW === 0) keyboard.row();
    keyboard.text(stripMarks(ctx.translate(label, values?.(ctx, subject))), `${ANSWER_DATA}${data}`);
  }
  const text = before ? `${before(value)}\n\n${question}` : question;
  const messageId = await send(ctx, text, withCancel(ctx, keyboard));
  return { topic: topic.id, subject, seen, messageId };
}

async function sayWrong(
  ctx: BotContext,
  topic: SettingTopic,
  key: string,
  open: OpenQuestion,
): Promise<OpenQuestion> {
  const [first] = topic.choices;
  const example = first ? ctx.translate(first.label, first.values?.(ctx, open.subject ?? '')) : '';
  const text = textFor(ctx, key, { ...settingExamples(ctx), example, ...topic.hints });
  await send(ctx, text, withCancel(ctx, new InlineKeyboard()));
  return open;
}

async function save(
  ctx: BotContext,
  topic: SettingTopic,
  { subject, seen }: OpenQuestion & { subject: string },
  value: string | null,
  options: SettingDialogOptions,
): Promise<OpenQuestion | null> {
  try {
    if (value !== (seen?.value ?? null)) await topic.write(ctx, { subject, value, seen });
    else await expectStill(ctx, topic, subject, value);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const by = await nameOfLast(ctx, topic, subject, options);
    const about = await subjectText(ctx, topic, subject);
    return askValue(ctx, topic, subject, (now) =>
      textFor(ctx, 'settings-changed-meanwhile', { by, subject: about, value: now }),
    );
  }
  const saved = textFor(ctx, 'settings-saved', {
    subject: await subjectText(ctx, topic, subject),
    before: topic.show(ctx, seen?.value ?? null, subject),
    after: topic.show(ctx, value, subject),
  });
  await send(ctx, saved, menuKeyboard(ctx, options.topics));
  return null;
}

/** What was changed, in the admin's language. */
async function subjectText(ctx: BotContext, topic: SettingTopic, subject: string): Promise<string> {
  return ctx.translate(topic.saved, (await topic.describe?.(ctx, subject)) ?? {});
}

/** Whoever leaves a setting as they saw it must not be told that it is so when somebody else changed it. */
async function expectStill(
  ctx: BotContext,
  topic: SettingTopic,
  subject: string,
  value: string | null,
): Promise<void> {
  const now = await topic.read(ctx, subject);
  if ((now?.value ?? null) !== value) throw new ChangedMeanwhile();
}

async function nameOfLast(
  ctx: BotContext,
  topic: SettingTopic,
  subject: string,
  { actions, readNames }: SettingDialogOptions,
): Promise<string> {
  const { target, kind } = topic.acts(ctx, subject);
  const last = await actions.last(target, [kind]);
  const name = last && (await readNames([last.adminId])).get(last.adminId);
  return safeName(name ?? String(last?.adminId ?? '?'));
}

async function send(ctx: BotContext, text: string, keyboard?: InlineKeyboard): Promise<number> {
  return (await ctx.reply(text, { ...replyOptions(ctx), reply_markup: keyboard })).message_id;
}

/** A button on each step that leaves everything as it is. */
function withCancel(ctx: BotContext, keyboard: InlineKeyboard): InlineKeyboard {
  return keyboard.row().text(ctx.translate('button-cancel'), CANCEL_DATA);
}
