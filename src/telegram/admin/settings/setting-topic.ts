import type { ActionKind } from '../../../database/admin/admin-action-store.ts';
import type { StoredSetting } from '../../../database/admin/setting-store.ts';
import type { TranslationArgs } from '../../../localization/translator.ts';
import type { BotContext } from '../../messages/context.ts';

/** Returns to what the environment says, or to the price list. */
export const DEFAULT = 'default';

export interface Choice {
  value: string;
  /** The key of its button. */
  label: string;
  /** The values in its label, of a setting that may be about somebody. */
  values?: (ctx: BotContext, subject: string) => TranslationArgs;
}

/** Whom or what a setting may be about, on a button. */
export interface SubjectChoice {
  /** As an admin would type it. */
  value: string;
  label: (ctx: BotContext) => string;
}

export interface TopicChange {
  /** Whom or what it is about: a user id, a model; empty for settings of the bot. */
  subject: string;
  /** `null` returns to the default. */
  value: string | null;
  seen: StoredSetting | null;
}

/** Something that /settings changes: how it is asked for, understood, shown and kept. */
export interface SettingTopic {
  id: string;
  /** The menu's button, which may hold `{ $value }`. */
  button(ctx: BotContext): string;
  /** What has to be known first. */
  subject?: {
    question: string;
    wrong: string;
    choices: readonly SubjectChoice[];
    parse(text: string): string | null;
  };
  question: string;
  wrong: string;
  /** What it is called once it is saved; may hold what `describe` gives. */
  saved: string;
  /** More for the texts that say what was wrong. */
  hints?: Readonly<Record<string, string>>;
  choices: readonly Choice[];
  parse(text: string, ctx: BotContext): string | null;
  read(ctx: BotContext, subject: string): Promise<StoredSetting | null>;
  /** Throws `ChangedMeanwhile` when it is no longer as it was seen. */
  write(ctx: BotContext, change: TopicChange): Promise<void>;
  /** The value in the admin's language; `null`: the default. */
  show(ctx: BotContext, value: string | null, subject: string): string;
  /** More for the question's text. */
  describe?(ctx: BotContext, subject: string): Promise<Readonly<Record<string, string>>>;
  /** What the acts of changing it are kept as. */
  acts(ctx: BotContext, subject: string): { target: string; kind: ActionKind };
}
