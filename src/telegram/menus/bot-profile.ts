import type { Api } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { stripMarks } from '../../localization/direction.ts';
import type { Locale } from '../../localization/locale.ts';
import type { Languages } from '../people/languages.ts';

export interface BotProfileOptions {
  api: Pick<Api, 'getMyDescription' | 'setMyDescription' | 'getMyShortDescription' | 'setMyShortDescription'>;
  languages: Languages;
  defaultLocale: Locale;
  /** Remembers for good that the profile was looked at. */
  done: { read(): Promise<boolean>; write(): Promise<void> };
  logger: Pick<Logger, 'info'>;
}

/** One of the texts of a profile: the one above an empty chat, and the one that people pass on with the bot. */
interface ProfileText {
  key: string;
  read: (language_code: Locale | undefined) => Promise<string>;
  write: (text: string, language_code: Locale | undefined) => Promise<unknown>;
}

/**
 * Describes the bot in each language, once in its life. A text that its owner gave it with BotFather stays, in all
 * languages: a translation of ours beside it would say something else. Never rejects; what failed is tried at the
 * next start.
 */
export async function describeBot(options: BotProfileOptions): Promise<void> {
  const { done, logger } = options;
  try {
    if (await done.read()) return;
    for (const text of textsOf(options)) await describe(text, options);
    await done.write();
  } catch (error) {
    logger.info({ error: describeError(error) }, 'the bot was not described to people');
  }
}

async function describe({ key, read, write }: ProfileText, options: BotProfileOptions): Promise<void> {
  const { languages, defaultLocale } = options;
  const entries = [
    { code: undefined, translate: languages[defaultLocale].translate },
    ...Object.values(languages).map(({ locale, translate }) => ({ code: locale, translate })),
  ];
  for (const { code } of entries) if ((await read(code)) !== '') return;
  for (const { code, translate } of entries) await write(stripMarks(translate(key)), code);
}

function textsOf({ api }: BotProfileOptions): ProfileText[] {
  return [
    {
      key: 'bot-description',
      read: async (language_code) => (await api.getMyDescription({ language_code })).description,
      write: (text, language_code) => api.setMyDescription(text, { language_code }),
    },
    {
      key: 'bot-short-description',
      read: async (language_code) => (await api.getMyShortDescription({ language_code })).short_description,
      write: (text, language_code) => api.setMyShortDescription(text, { language_code }),
    },
  ];
}
