import type { RuntimeSettings, Viewer } from '../../usage/settings/runtime-settings.ts';
import { withView, type Language, type Languages } from './languages.ts';
import type { People } from './people.ts';

export interface LanguageForOptions {
  languages: Languages;
  people: Pick<People, 'localeOfId'>;
  settings: Pick<RuntimeSettings, 'reportLocale' | 'viewOf'>;
}

/** Finds the language of whoever reads a report, with the digits and the calendar that were chosen for them. */
export function createLanguageFor({
  languages,
  people,
  settings,
}: LanguageForOptions): (viewer: Viewer) => Promise<Language> {
  return async (viewer) => {
    const locale = viewer === 'report_chat' ? settings.reportLocale : await people.localeOfId(viewer);
    const language = languages[locale];
    return { ...language, ...withView(language, settings.viewOf(viewer)) };
  };
}
