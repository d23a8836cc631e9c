import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import type { MayAsk } from '../../chat/question.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { FormatStyle } from '../../localization/formats/format-style.ts';
import type { Locale } from '../../localization/locale.ts';
import type { Translate } from '../../localization/translator.ts';

/** Who asks and in which language: what every feature may rely on. */
export interface PersonFlavor {
  /** The person who sent the update, or the group or channel in whose name it was sent. */
  personId: number;
  /** Who pays for what it asks: the person, or the group where nobody is told who it was. */
  accountId: number;
  isAdmin: boolean;
  locale: Locale;
  translate: Translate;
  style: FormatStyle;
  /** Of reports and their charts. */
  reportStyle: FormatStyle;
  /** When this update began to be handled: what "in 3 hours" counts from. */
  now: Date;
  /** The bot's time and timers. */
  clock: Clock;
  /** One message too many of the same person: it is not answered. */
  isTooMany?: boolean;
  /** Whether the person may ask a provider now, where that is limited. */
  mayAsk?: MayAsk;
  /** Says that the message is a part of another one, which counts alone towards what is too many. */
  countNoMore?: () => void;
  /** Leaves long work for when the middlewares have returned, still as a part of this update. */
  afterwards: (work: () => Promise<void>) => void;
  /** All parts of an album, where the message is one of them; or a comment and the pictures below it. */
  album?: readonly Message[];
  /** What was forwarded together with the message, which replies to all of it as one. */
  forwards?: readonly Message[];
}

export type BotContext = Context & PersonFlavor;
