import { useLayoutEffect } from 'react';

/** Tells the document its language, direction and title: nothing in Telegram says which way a language runs. */
export function useDocumentLanguage(locale: 'en' | 'fa', title: string): void {
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = locale === 'fa' ? 'rtl' : 'ltr';
    document.title = title;
  }, [locale, title]);
}
